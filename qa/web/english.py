"""The package's messages in English: errors, reasons for refused files, the report of an evaluation."""

from qa.messages import Message
from qa.web.texts import EN, Texts

ENGLISH = {
    # Settings
    "日常说法的文件不是 UTF-8 编码的文本：{path}。请另存为 UTF-8（QA_EVERYDAY_WORDS）": (
        "The file of everyday words is not UTF-8 text: {path}. Save it as UTF-8 (QA_EVERYDAY_WORDS)"
    ),
    "日常说法的文件读不了：{path}（{error}）。请检查 QA_EVERYDAY_WORDS": (
        "The file of everyday words cannot be read: {path} ({error}). Check QA_EVERYDAY_WORDS"
    ),
    "{path} 第 {number} 行应是“日常说法、官方用语、出处”两三栏，以制表符分开：{line}": (
        "{path} line {number} must have two or three columns (everyday word, official word, source) separated by "
        "tabs: {line}"
    ),
    # Limits of the page
    "现在提问的人很多，这个问题没有排上。请过几秒再问一次": (
        "Many people are asking now, and this question did not get a place in the queue. Ask again in a few seconds"
    ),
    "现在等着办的任务很多。请过几分钟再试": "Many jobs are waiting. Try again in a few minutes",
    "这里不收集反馈。要收集，请管理员设环境变量 QA_READ_ONLY_FEEDBACK=1 后重新启动": (
        "No feedback is collected here. To collect it, the administrator sets the environment variable "
        "QA_READ_ONLY_FEEDBACK=1 and starts the page again"
    ),
    "反馈已存满 {limit} MB，这一条没有存。请管理员用 qa feedback 导出后删去 {name}": (
        "The stored feedback has reached {limit} MB, so this was not stored. The administrator exports it with "
        "qa feedback and deletes {name}"
    ),
    "这个对话已有 {count} 个问题。请新建一个对话再问": (
        "This conversation has {count} questions. Begin a new conversation to ask more"
    ),
    # Open questions and pins
    "待答问题存不了：{file}（{error}）。请检查磁盘空间和权限": (
        "The open questions cannot be stored: {file} ({error}). Check the disk space and the permissions"
    ),
    "待答问题读不了：{file}（{error}）": "The open questions cannot be read: {file} ({error})",
    "人工指定存不了：{file}（{error}）。请检查磁盘空间和权限": (
        "The pins cannot be stored: {file} ({error}). Check the disk space and the permissions"
    ),
    "人工指定读不了：{file}（{error}）": "The pins cannot be read: {file} ({error})",
    "已有 {count} 条人工指定，不能再加。请先取消不用的": "There are {count} pins already. Remove some first",
    "没有编号为 {number} 的人工指定。用 qa pin list 看有哪些": "There is no pin {number}. qa pin list shows them",
    "文件里没有这段话：{text}。请照原文一字不差地写": (
        "This text does not stand in the document: {text}. Write it exactly as it stands there"
    ),
    "编号 {number} 的文件里没有这一段：{start}–{end}": "Document {number} has no such part: {start}–{end}",
    # Parts of other messages
    "{before}、{item}": "{before}, {item}",
    "{some} 或 {other}": "{some} or {other}",
    "{path} 第 {number} 行": "{path} line {number}",
    "{why}。资料库里仍是它以前的内容": "{why}. The library keeps what it held before",
    # Files
    "内容是 zip 压缩包，请把后缀改为 .zip": "It is a zip file; change its ending to .zip",
    "不支持这种格式：{name}。{remedy}": "Unsupported format: {name}. {remedy}",
    "可以读的格式：{formats}": "Supported formats: {formats}",
    "请用 Word、Excel 或 WPS 打开后另存为 docx 或 xlsx": "Open it in Word, Excel or WPS and save it as docx or xlsx",
    "请打开后另存为 PDF": "Open it and save it as PDF",
    # Pictures of pages
    "这种文件没有可以显示的页面：{source}。只有 PDF、图片和扫描的 OFD 可以显示页面": (
        "This file has no pages that can be shown: {source}. "
        "Pages of PDF files, pictures and scanned OFD files can be shown"
    ),
    "OFD 只能显示扫描的页面，第 {page} 页是文字：{source}。请用 OFD 阅读器打开原文件核对": (
        "Only scanned pages of OFD files can be shown, and page {page} holds text: {source}. "
        "Compare with the original file in an OFD reader"
    ),
    "文件里没有第 {page} 页：{source}": "The file has no page {page}: {source}",
    # Corrections of metadata
    "元数据里没有 {name} 这一项": "The metadata has no field {name}",
    "{name} 的值不对：{value}。请写成文字": "The value of {name} is wrong: {value}. Write it as text",
    "题目不能是空的": "The title must not be empty",
    "请打开后另存为 PNG 或 JPG": "Open it and save it as PNG or JPG",
    "请解开，或重新压缩为 zip": "Unpack it, or pack it again as zip",
    "读不了：{path}（{error}）。请检查权限、链接和路径长度": (
        "Cannot be read: {path} ({error}). Check the permissions, the link and the length of the path"
    ),
    "既不是文件也不是文件夹，没有读：{path}": "Neither a file nor a folder, not read: {path}",
    "是指向文件夹的链接，没有读：{path}。要读链接，请用 --follow-links": (
        "A link to a folder, not read: {path}. To read links, use --follow-links"
    ),
    "是指向文件夹以外的链接，没有读：{path}。要读链接，请用 --follow-links": (
        "A link out of the folder, not read: {path}. To read links, use --follow-links"
    ),
    "文件是空的：{source}。请换一个有文字的文件": "The file is empty: {source}. Choose a file with text in it",
    "文件里没有正文：{source}。请换一个有文字的文件": (
        "The file has no body text: {source}. Choose a file with text in it"
    ),
    "文件不是文本：{source}。请先转存为 UTF-8 或 GB18030 编码的文本": (
        "The file is not text: {source}. Save it as text in UTF-8 or GB18030 first"
    ),
    "文件太大：{name}（{known}上限 {limit} MB，设置 file_bytes 或 QA_FILE_BYTES）。请拆成几个文件": (
        "The file is too large: {name} ({known}the limit is {limit} MB, setting file_bytes or QA_FILE_BYTES). "
        "Split it into several files"
    ),
    "{size} MB，": "{size} MB, ",
    "文件读不了：{source}（{error}）。请检查文件是否存在、是否有权限": (
        "The file cannot be read: {source} ({error}). Check that it exists and that you may read it"
    ),
    "文件正在被别的程序修改：{file}。请等它写完后再添加": (
        "Another program is changing the file: {file}. Add it when that program has finished"
    ),
    "文件套得太深：{source}。请用浏览器或编辑器打开，另存为纯文本或 docx": (
        "The file is nested too deeply: {source}. Open it in a browser or an editor and save it as plain text or docx"
    ),
    "网页里没有文字：{source}（{error}）。请换一个有文字的文件": (
        "The web page has no text: {source} ({error}). Choose a file with text in it"
    ),
    "网页存档打不开：{source}（文件损坏）。请重新保存网页": (
        "The saved web page cannot be opened: {source} (the file is damaged). Save the page again"
    ),
    "网页存档里没有网页：{source}。请在浏览器里重新保存为 mhtml 或 html": (
        "There is no page in the saved web page: {source}. Save it again in a browser, as mhtml or html"
    ),
    "Word 文件里嵌入的文件读不了：{source}。请用 Word 打开后另存为 docx，再添加": (
        "A file embedded in the Word file cannot be read: {source}. Open it in Word, save it as docx and add it again"
    ),
    "Word 文件打不开：{source}（文件损坏或不是 docx）。请用 Word 打开后另存为 docx": (
        "The Word file cannot be opened: {source} (it is damaged or not docx). Open it in Word and save it as docx"
    ),
    "Excel 文件打不开：{source}（文件损坏或不是 xlsx）。请用 Excel 打开后另存为 xlsx": (
        "The Excel file cannot be opened: {source} (it is damaged or not xlsx). Open it in Excel and save it as xlsx"
    ),
    "文件已加密：{source}。请打开后去掉密码另存，再添加": (
        "The file is encrypted: {source}. Open it, save it without the password and add it again"
    ),
    "Word 文件打不开：{source}（文件损坏或不是 doc）。请用 Word 或 WPS 打开后另存为 docx": (
        "The Word file cannot be opened: {source} (it is damaged or not doc). Save it as docx in Word or WPS"
    ),
    "Word 版本太旧：{source}（Word 95 或更早）。请用 Word 或 WPS 打开后另存为 docx": (
        "The Word file is too old: {source} (Word 95 or earlier). Open it in Word or WPS and save it as docx"
    ),
    "RTF 文件套得太深：{source}。请用 Word 或 WPS 打开后另存为 docx": (
        "The RTF file is nested too deeply: {source}. Open it in Word or WPS and save it as docx"
    ),
    "ODT 文件打不开：{source}（文件损坏或不是 odt）。请打开后另存为 docx": (
        "The ODT file cannot be opened: {source} (it is damaged or not odt). Open it and save it as docx"
    ),
    "OFD 文件打不开：{source}（文件损坏或不是 OFD）。请打开后重新导出": (
        "The OFD file cannot be opened: {source} (it is damaged or not OFD). Open it and export it again"
    ),
    "Word 文件里只有图片，没有文字：{source}。请把图片另存为 PNG 或 JPG 再添加": (
        "The Word file holds only pictures and no text: {source}. Save the pictures as PNG or JPG, then add those"
    ),
    "OFD 文件缺少第 {page} 页的内容：{source}（文件不完整）。请重新取得或重新导出这个文件": (
        "The OFD file lacks the content of page {page}: {source} (it is incomplete). Get or export the file again"
    ),
    "OFD 里没有文字：{source}（页面是图片）。请运行 {command}，再添加": (
        "The OFD file has no text: {source} (its pages are pictures). Run {command}, then add it"
    ),
    "OFD 里没有文字：{source}（页面是图片）。请打开后导出为 PDF 再添加": (
        "The OFD file has no text: {source} (its pages are pictures). Export it as a PDF file, then add that"
    ),
    "PowerPoint 文件打不开：{source}（文件损坏或不是 pptx）。请打开后另存为 pptx": (
        "The PowerPoint file cannot be opened: {source} (it is damaged or not pptx). Open it and save it as pptx"
    ),
    "电子书打不开：{source}（文件损坏或不是 EPUB）。请重新下载或转换": (
        "The electronic book cannot be opened: {source} (it is damaged or not EPUB). Download or convert it again"
    ),
    "邮件打不开：{source}（文件损坏或不是 eml）。请在邮箱里重新导出": (
        "The mail cannot be opened: {source} (it is damaged or not eml). Export it from the mailbox again"
    ),
    "表格打不开：{source}（文件损坏或不是 ods）。请打开后另存为 xlsx": (
        "The table cannot be opened: {source} (it is damaged or not ods). Open it and save it as xlsx"
    ),
    "表格太大：{source}（重复的单元格太多）。请删去多余的行和列，再另存为 xlsx": (
        "The table is too large: {source} (it repeats too many cells). Delete the rows and columns that are not needed "
        "and save it as xlsx"
    ),
    "表格打不开：{source}（文件损坏或不是 xls）。请用 Excel 或 WPS 打开后另存为 xlsx": (
        "The table cannot be opened: {source} (it is damaged or not xls). Open it in Excel or WPS and save it as xlsx"
    ),
    "读文件超时：{source}（超过 {seconds} 秒，文件可能损坏）。请打开后另存，或拆成几个文件": (
        "Reading the file took more than {seconds} seconds: {source} (it may be damaged). "
        "Open it and save it again, or split it into several files"
    ),
    "文件读不了：{source}（解析时出错，文件可能损坏）。请打开后另存，再添加": (
        "The file cannot be read: {source} (the parser failed; it may be damaged). Open it, save it again and add it"
    ),
    "读文件占用内存太多：{source}（文件可能损坏）。请打开后另存，或拆成几个文件": (
        "Reading the file needs too much memory: {source} (it may be damaged). Open it and save it again, or split it "
        "into several files"
    ),
    "表格读不了：{source}（{error}）。请用 Excel 打开后另存为 CSV UTF-8": (
        "The table cannot be read: {source} ({error}). Open it in Excel and save it as CSV UTF-8"
    ),
    "表格里没有记录：{source}。第一行应是列名，下面至少要有一行": (
        "The table has no records: {source}. Its first row should name the columns, with at least one row below"
    ),
    "有密码": "it has a password",
    "PDF 打不开：{source}（{why}）。请去掉密码或重新导出 PDF": (
        "The PDF cannot be opened: {source} ({why}). Remove the password, or export the PDF again"
    ),
    "文件损坏或不是 PDF": "it is damaged or not a PDF",
    "PDF 没有文字层：{source}（多半是扫描件）。请运行 {command}，再添加": (
        "The PDF has no text layer: {source} (it is probably a scan). Run {command}, then add it"
    ),
    "PDF 里没有认出文字：{source}。请重新扫描，或换有文字层的文件": (
        "No text was recognised in the PDF: {source}. Scan it again, or choose a file with a text layer"
    ),
    "PDF 第 {page} 页的文字顺序读不出来：{source}。请重新导出 PDF，或运行 {command}，再添加": (
        "The order of the text on page {page} of the PDF cannot be read: {source}. Export the PDF again, or run "
        "{command}, then add it"
    ),
    "PDF 的文字层是乱码：{source}。请重新导出 PDF，或运行 {command}，再添加": (
        "The text layer of the PDF is garbled: {source}. Export the PDF again, or run {command}, then add it"
    ),
    "第 {pages} 页认不清：{source}（文字识别的平均置信度低于 {least}）。请重新扫描这些页，或换清晰的文件": (
        "Pages that cannot be made out: {pages}: {source} (the mean confidence of text recognition is below {least}). "
        "Scan these pages again, or choose a clear file"
    ),
    "图片要先识别文字：{source}。请运行 {command}，再添加": (
        "The text of the picture must be recognised: {source}. Run {command}, then add it"
    ),
    "图片里没有认出文字：{source}。请换清晰的图片": (
        "No text was recognised in the picture: {source}. Choose a clear picture"
    ),
    "图片太大：{source}（上限 {most} 万像素）。请缩小再添加": (
        "The picture is too large: {source} (at most {most}0,000 pixels). Make it smaller, then add it"
    ),
    "图片打不开：{source}（文件损坏）。请重新扫描或另存": (
        "The picture cannot be opened: {source} (the file is damaged). Scan it again, or save it again"
    ),
    # Folders and zip files
    "{found}：{path}。请检查路径是否写对": "{found}: {path}. Check the spelling of the path",
    "路径不存在": "The path does not exist",
    "路径不是文件也不是文件夹": "The path is neither a file nor a folder",
    "文件夹里没有可以读的文件：{path}。{remedy}": "The folder has no file in a supported format: {path}. {remedy}",
    (
        "文件夹里原有的文件一个也不在了：{folder}。可能是网络盘没有连上，所以没有从资料库移除它们；"
        "真要移除请用 qa remove"
    ): (
        "All files that were in the folder are missing: {folder}. A network drive may be disconnected, so they were "
        "not removed from the library; to remove them, use qa remove"
    ),
    "压缩包里没有文件：{file}。请检查压缩包": "The zip has no files: {file}. Check it",
    "压缩格式损坏：{path}（{why}）。请重新打包或换一个文件": (
        "The zip is damaged: {path} ({why}). Pack it again or choose another file"
    ),
    "文件打不开：{path}（文件损坏或不是 {ending}）。请用原来的程序打开后另存，或换一个文件": (
        "The file cannot be opened: {path} (it is damaged or is not {ending}). "
        "Save it again with the program that made it, or choose another file"
    ),
    "文件名读不了": "its file names cannot be read",
    (
        "压缩包解开后太大：{path}（{unpacked} MB；上限 {limit} MB、{members} 个文件、压缩比 {ratio}）。"
        "请先解开，分批添加"
    ): (
        "The zip is too large when unpacked: {path} ({unpacked} MB; the limits are {limit} MB, {members} files and a "
        "compression ratio of {ratio}). Unpack it and add the files in parts"
    ),
    "压缩包套得太深：{path}（最多 {deepest} 层）。请先解开再添加": (
        "The zip is nested too deeply: {path} (at most {deepest} levels). Unpack it, then add the files"
    ),
    "压缩包里没有这个文件了：{path}。请重新添加压缩包": "The file is no longer in the zip: {path}. Add the zip again",
    "压缩包里的文件解不开：{path}（{why}）。请先解开再添加": (
        "The file in the zip cannot be unpacked: {path} ({why}). Unpack the zip, then add the files"
    ),
    "压缩包里有路径不安全的文件：{path}（{name}）。请重新打包": (
        "The zip has a file with an unsafe path: {path} ({name}). Pack it again"
    ),
    "压缩包里有 {count} 个同名的文件：{path}。只读了最后一个，请改名": (
        "The zip has {count} files with the same name: {path}. Only the last was read; rename them"
    ),
    # Questions
    "问题应是字符串，而这是 {kind}。请写一个问题": "The question should be a string and is {kind}. Write a question",
    "k 是 {k!r}。请写不小于 1 的整数": "k is {k!r}. Write an integer of at least 1",
    "没有这种筛选：{name}。可以用的有：{names}": "There is no filter {name}. Filters: {names}",
    "筛选 {name} 的值不对：{value!r}。请检查它的类型": "The filter {name} has a wrong value: {value!r}. Check its type",
    "日期看不懂：{text}。请写成 2019-05-01": "Not a date: {text}. Write 2019-05-01",
    "问题是空的。请写一个问题": "The question is empty. Write one",
    "问题太长：{length} 个字符，最多 {longest} 个（设置 question_characters）。请写短一些": (
        "The question is too long: {length} characters, at most {longest} (setting question_characters). Shorten it"
    ),
    "日期看不懂：{text}。请写成 2019-05-01，或只写年、年月": (
        "Not a date: {text}. Write 2019-05-01, or a year, or a year and month"
    ),
    # The library
    "资料没有准备好：{error}。详情见启动本程序的终端": (
        "The documents could not be prepared: {error}. See the terminal that started this program"
    ),
    "没有这个资料库：{folder}。请检查 --library 或 QA_LIBRARY；要新建，请用 qa add --create 加入文件": (
        "There is no such library: {folder}. Check --library or QA_LIBRARY; to make it, add files with qa add --create"
    ),
    "资料库的数据库不见了或是空的：{database}，而同一文件夹里还有资料库的 {remains}。"
    "请用 qa restore 从备份恢复；要重新开始，请先移走这个文件夹": (
        "The library's database is missing or empty: {database}, but the same folder still has its {remains}. "
        "Restore a backup with qa restore; to start anew, move the folder away first"
    ),
    "文件夹里已有东西，不能恢复到这里：{folder}。请用 --library 指定一个新的文件夹": (
        "The folder is not empty and cannot take the restored library: {folder}. Name a new folder with --library"
    ),
    "资料库不完好，没有备份：{name}（{problem}）。请先用 qa verify --repair 修复": (
        "The library is damaged and was not backed up: {name} ({problem}). Repair it with qa verify --repair first"
    ),
    "备份是更新版本的程序做的：{file}。请升级本程序": (
        "The backup was made by a newer version of this program: {file}. Upgrade this program"
    ),
    "不是完好的备份：{file}（{why}）。请换一个用 qa backup 做的备份": (
        "This is not a whole backup: {file} ({why}). Use another one made by qa backup"
    ),
    "备份写不了：{file}（{error}）。请检查磁盘空间和权限": (
        "The backup cannot be written: {file} ({error}). Check the free space and the permissions"
    ),
    "恢复不了：{file}（{error}）。请检查路径、磁盘空间和权限": (
        "The backup cannot be restored: {file} ({error}). Check the path, the free space and the permissions"
    ),
    "资料库应是文件夹，而这是一个文件：{folder}。请用 --library 或 QA_LIBRARY 指定文件夹": (
        "The library must be a folder, but this is a file: {folder}. Name a folder with --library or QA_LIBRARY"
    ),
    "资料库文件夹建不了：{folder}（{error}）。请换一个位置": (
        "The folder of the library cannot be created: {folder} ({error}). Choose another place"
    ),
    "资料库打不开：{name}（{error}）。请检查权限和磁盘空间，或换一个文件夹": (
        "The library cannot be opened: {name} ({error}). Check permissions and disk space, or choose another folder"
    ),
    "资料库读不了：{name}（{error}）。请用 qa verify 检查，或从备份恢复": (
        "The library cannot be read: {name} ({error}). Check it with qa verify, or restore it from a backup"
    ),
    "资料库读不了：{name}（{key} 缺失或损坏）。请用 qa verify --repair 修复": (
        "The library cannot be read: {name} ({key} is missing or damaged). Repair it with qa verify --repair"
    ),
    "资料库写不了：{folder}（{error}）。请检查磁盘空间和权限；已经存好的不受影响": (
        "The library cannot be written: {folder} ({error}). Check disk space and permissions; what was stored is safe"
    ),
    "词语索引写不了：{error}": "the word index cannot be written: {error}",
    "编号为 {number} 的文件有向量缺失或损坏：{name}。请用 qa verify --repair 修复；"
    "修不好的，请用 qa remove {number} 移除后重新添加": (
        "Vectors of document {number} are missing or damaged: {name}. Repair the library with qa verify --repair; if "
        "that fails, remove the document with qa remove {number} and add it again"
    ),
    "编号为 {number} 的文件损坏了（校验和不符）：{name}。请用 qa verify --repair 修复；"
    "修不好的，请用 qa remove {number} 移除后重新添加": (
        "Document {number} is damaged (its checksum differs): {name}. Repair the library with qa verify --repair; if "
        "that fails, remove the document with qa remove {number} and add it again"
    ),
    "资料库损坏：{name}（有段落或文件不见了）。请用 qa verify --repair 修复": (
        "The library is damaged: {name} (passages or documents are gone). Repair it with qa verify --repair"
    ),
    "{name} 里的数据库是别的程序的。请换一个文件夹": (
        "The database in {name} belongs to another program. Choose another folder"
    ),
    "资料库是更新版本的程序建的：{name}（版本 {held}，本程序认识到 {known}）。请升级本程序": (
        "The library was made by a newer version of this program: {name} (version {held}; this program supports "
        "versions up to {known}). Upgrade this program"
    ),
    (
        "资料库 {folder} 是用模型 {held} 建的，而设置的模型是 {wanted}。"
        "请运行 qa reembed 用现在的模型重新计算（不用重新添加文件），或把 QA_MODEL 设回原来的模型"
    ): (
        "The library {folder} was made with the model {held}, but the model in the settings is {wanted}. Run qa "
        "reembed to compute it again with the present model (the files need not be added again), or set QA_MODEL to "
        "the former model"
    ),
    "资料库已换成现在的模型，但编号为 {numbers} 的文件损坏了，没有重新计算。请用 qa verify --repair 修复": (
        "The library has the present model, but the documents {numbers} are damaged and were not embedded again. Run "
        "qa verify --repair"
    ),
    (
        "资料库 {folder} 已换成模型 {held}，而这个程序用的还是模型 {wanted}。"
        "请用资料库现在的模型（QA_MODEL）重新启动这个程序"
    ): (
        "The library {folder} was changed to the model {held}, but this program still has the model {wanted}. Start "
        "the program again with the library's present model (QA_MODEL)"
    ),
    "另一个程序{holder}正在修改资料库：{folder}。请等它完成后再试，或换一个资料库": (
        "Another program{holder} is changing the library: {folder}. Try again when it has finished, or use another "
        "library"
    ),
    "（进程 {process}，{since} 起）": " (process {process}, since {since})",
    "资料库里没有编号为 {number} 的文件。用 qa list 看有哪些": (
        "The library has no document with the number {number}. List the documents with qa list"
    ),
    "恢复不了：{source} 已是另一份文件。请先移除那一份，或把原来的换个名字再添加": (
        "It cannot be restored: {source} is another document by now. Remove that document first, or add the former "
        "document under another name"
    ),
    "《{title}》恢复不了：只留着最近删除的 {count} 份。请重新上传": (
        "“{title}” cannot be restored: only the last {count} deletions are kept. Upload it again"
    ),
    "上传的文件存不了。请检查服务器的磁盘空间和权限": (
        "The uploaded files cannot be stored. Check the server's disk space and permissions"
    ),
    "反馈存不了：{folder}（{error}）。请检查磁盘空间和权限": (
        "Feedback cannot be stored: {folder} ({error}). Check disk space and permissions"
    ),
    "反馈读不了：{file}（{error}）": "Feedback cannot be read: {file} ({error})",
    # Question files
    "问题文件读不了：{path}（{error}）。请检查路径": (
        "The question file cannot be read: {path} ({error}). Check the path"
    ),
    "问题文件读不了：{error}": "The question file cannot be read: {error}",
    "问题文件不是 UTF-8：{path}。请转存为 UTF-8 编码": "The question file is not UTF-8: {path}. Save it in UTF-8",
    "问题文件里没有问题：{path}。每行写一个 JSON 对象，至少有 question 字段；或用有表头的表格": (
        "The question file has no questions: {path}. Write one JSON object per line with at least the field "
        "question, or use a table with a header"
    ),
    "问题文件里没有答案，也没有文件名，无法评测：{path}。请给每个问题写上 answers（没有答案写 []）或 documents": (
        "The question file has neither answers nor file names, so nothing can be evaluated: {path}. Give each question "
        "answers ([] if there is none) or documents"
    ),
    "问题文件里编号重复：{path}，编号 {id}。请给每个问题不同的 id": (
        "The question file has a duplicate id: {path}, id {id}. Give each question its own id"
    ),
    "整个文件是一个 JSON 值：{path}。请每行写一个 JSON 对象（JSON Lines），或用 SQuAD 格式（data、paragraphs、qas）": (
        "The whole file is one JSON value: {path}. Write one JSON object per line (JSON Lines), or use the SQuAD "
        "format (data, paragraphs, qas)"
    ),
    "不是 JSON：{place}（{error}）。每行应是一个 JSON 对象": (
        "Not JSON: {place} ({error}). Each line should be a JSON object"
    ),
    "嵌套太深": "it is nested too deeply",
    "没有问题：{place}。每行应是一个 JSON 对象，question 字段写问题": (
        "No question: {place}. Each line should be a JSON object with the question in the field question"
    ),
    "{field} 不是列表：{place}。请写成 […]": "{field} is not a list: {place}. Write […]",
    '{field} 不是字符串的列表：{place}。请写成 ["…"]': '{field} is not a list of strings: {place}. Write ["…"]',
    'passages 有误：{place}。请写成 [{{"document": "文件名", "start": 0, "end": 10}}]': (
        'passages is invalid: {place}. Write [{{"document": "file name", "start": 0, "end": 10}}]'
    ),
    "filters 有误：{place}。可以写的字段：{fields}": "filters is invalid: {place}. Its possible fields: {fields}",
    "filters 里的日期有误：{place}（{error}）。请写成 2019-12-31": (
        "A date in filters is invalid: {place} ({error}). Write 2019-12-31"
    ),
    "不是 SQuAD 格式：{path}（{error}）。data 里应是 paragraphs，其中有 context 和 qas": (
        "Not in SQuAD format: {path} ({error}). data should hold paragraphs, each with context and qas"
    ),
    "问题文件里没有“问题”这一列：{path}（第一行是：{shown}）。表头请写 问题、答案、文件，或用 JSON Lines": (
        "The question file has no column “question”: {path} (its first row is: {shown}). Name the columns question, "
        "answer and file, or use JSON Lines"
    ),
    "格子比表头多：{place}有 {cells} 格，表头有 {width} 格。格子里有逗号的，请用英文双引号括起来": (
        "More cells than in the header: {place} has {cells}, the header {width}. Put cells that contain a comma in "
        "double quotes"
    ),
    "格子比表头少：{place}有 {cells} 格，表头有 {width} 格。没有答案的，请留一个空格子": (
        "Fewer cells than in the header: {place} has {cells}, the header {width}. Leave an empty cell if there is no "
        "answer"
    ),
    "公式还没有算出值：{path} {at}。请用 Excel 打开后再保存": (
        "A formula has no value yet: {path} {at}. Open the file in Excel and save it"
    ),
    # Passage sets, relevance judgements and results
    "问题文件夹里缺文件：{path}（{error}）。应有 corpus.jsonl、queries.jsonl 和 qrels.tsv": (
        "The folder of questions lacks a file: {path} ({error}). It should have corpus.jsonl, queries.jsonl and "
        "qrels.tsv"
    ),
    "没有问题：{place}。text 字段写问题": "No question: {place}. Write the question in the field text",
    "编号重复：{place}，编号 {id}。请给每段文字不同的 _id": (
        "Duplicate id: {place}, id {id}. Give each text its own _id"
    ),
    "没有文字：{place}。text 字段写这段文字": "No text: {place}. Write the text in the field text",
    "文件是空的：{path}。每行应是一段文字：_id、title、text": (
        "The file is empty: {path}. Each line should be a text with _id, title and text"
    ),
    "qrels 里的 corpus-id 在 corpus.jsonl 里一个也没有：{path}。请检查编号": (
        "corpus.jsonl has none of the corpus-ids of the qrels: {path}. Check the ids"
    ),
    "这是 TREC qrels，要和一个 run 一起评测：{path}。请加 --score RUN": (
        "These are TREC qrels, to be evaluated together with a run: {path}. Add --score RUN on the command line"
    ),
    "TREC 文件读不了：{path}（{error}）。请检查路径和编码（UTF-8）": (
        "The TREC file cannot be read: {path} ({error}). Check the path and the encoding (UTF-8)"
    ),
    "TREC 文件是空的：{path}": "The TREC file is empty: {path}",
    "TREC 文件有误：{place}有 {found} 栏，应有 {wanted} 栏": (
        "The TREC file is invalid: {place} has {found} columns; it should have {wanted}"
    ),
    "TREC 文件有误：{place}，{text} 不是数字": "The TREC file is invalid: {place}, {text} is not a number",
    "TREC 文件有误：{place}，{text} 不是有限的数": "The TREC file is invalid: {place}, {text} is not finite",
    "TREC 文件有误：{place}，{query} 的 {document} 出现了两次": (
        "The TREC file is invalid: {place}, {document} occurs twice for {query}"
    ),
    "run 里没有 qrels 的任何一个问题：{run}，{qrels}。请检查两个文件的问题编号": (
        "The run has none of the questions in the qrels: {run}, {qrels}. Check the question ids in both files"
    ),
    "两次评测没有共同的问题，无法对照。请用同一个问题文件（编号要一致）": (
        "The two evaluations have no question in common and cannot be compared. Use the same question file, with the "
        "same ids"
    ),
    "评测结果读不了：{path}（{error}）。应是 qa evaluate --output 写出的文件": (
        "The evaluation result cannot be read: {path} ({error}). It should be a file written by qa evaluate --output"
    ),
    # The report of an evaluation
    "把握未校准：没有按这个模型校准过，只供参考。": (
        "The confidence is uncalibrated: it was not fitted for this model and is only a rough guide."
    ),
    "评测报告": "Evaluation report",
    "没有问完。": "Not all questions were asked.",
    "指标": "Metric",
    "值": "Value",
    "95 % 区间": "95 % interval",
    "题数": "Questions",
    "对照：{other}": "Compared with: {other}",
    "现在": "Now",
    "对照": "Compared",
    "差的 95 % 区间": "95 % interval of the difference",
    "胜": "Won",
    "负": "Lost",
    "{name}：胜 {won}，负 {lost}": "{name}: won {won}, lost {lost}",
    "没有答对的问题（{count}）": "Questions not answered correctly ({count})",
    "把握": "Confidence",
    "在问答里打开": "Open in the chat",
    "应有：": "Expected: ",
    "资料里没有答案": "the documents have no answer",
    "给出：": "Given: ",
    "也查了：": "Also searched for: ",
    "没有找到": "nothing found",
    "第一段": "First passage",
    "应有的段落": "Expected passage",
    "：": ": ",
    "第 {rank} 名": "rank {rank}",
    "第 {rank}": "rank {rank}",
    "100 名以外": "beyond rank 100",
    "向量": "vectors",
    "两种检索的前 100 名里都没有": "not among the first 100 of either retriever",
    "共有的词：": "words in common: ",
    "无": "none",
    "资料里没有这样的段落，请检查答案和文件名（qa questions --check）": (
        "the documents contain no such passage; check the answers and file names (qa questions --check)"
    ),
    "{across}（纵轴：{up}）": "{across} (vertical axis: {up})",
    "按问题类型": "By type of question",
    "按文件": "By document",
    "第一段有答案": "First passage contains the answer",
    "有却没答": "Answerable, not answered",
    "没有而没答": "Unanswerable, not answered",
    "没有答案的题数": "Unanswerable questions",
    "第一段没有答案": "The first passage does not contain the answer",
    "第一段不是应有的段落": "The first passage is not the expected one",
    "第一段不是应有的文件": "The first passage is not from the expected document",
    "资料里没有却答了": "Answered, although the documents have no answer",
    "资料里有却没答": "Not answered, although the documents have an answer",
    "标出的句子不是答案": "The marked sentence is not the answer",
    "{document} 字符 {start}–{end}": "{document} characters {start}–{end}",
    "前 k 段里有答案": "Answer in the first k passages",
    "比例": "share",
    "风险—覆盖": "Risk–coverage curve",
    "回答的比例": "share answered",
    "答错的比例": "share of these answered incorrectly",
    "可靠性": "Reliability",
    "答对的比例": "share answered correctly",
    "前 {depth} 段里有答案": "answer in the first {depth} passages",
    "首个含答案的段落名次的倒数": "reciprocal rank of the first passage with the answer",
    "前 {depth} 名的{ranked}：{measure}": "the first {depth} {ranked}: {measure}",
    "第一段出自应有的文件": "the first passage is from the expected document",
    "标出的句子含答案": "the marked sentence contains the answer",
    "标出的句子有几个字": "length of the marked sentence in characters",
    "标出的句子就是答案": "the marked sentence is the answer",
    "标出的句子与答案相合的程度": "overlap of the marked sentence with the answer",
    "有答案却没答": "answerable questions not answered",
    "没有答案而没答": "unanswerable questions not answered",
    "没答的里面确实没有答案的": "share of the unanswered questions that are unanswerable",
    "把握分得清有没有答案": "how well the confidence separates answerable from unanswerable questions",
    "风险—覆盖曲线下的面积（越低越好）": "area under the risk–coverage curve (lower is better)",
    "把握与实际相差（越低越好）": "calibration error of the confidence (lower is better)",
    "引文与原文一致": "citations match their documents word for word",
    "每题用时的中位数，秒": "median time per question, seconds",
    "每题用时的 95 % 分位数，秒": "95th percentile of the time per question, seconds",
    "文件": "documents",
    "段落": "passages",
    "结果": "results",
    "排序质量": "ranking quality",
    "首个相关者名次的倒数": "reciprocal rank of the first relevant document",
    "找回的比例": "share retrieved (recall)",
    "问题文件": "question file",
    "问题文件的校验和": "checksum of the question file",
    "资料库": "library",
    "资料库改动次数": "number of changes to the library",
    "模型": "model",
    "设置": "settings",
    "版本": "versions",
    "没有写问题，跳过": "skipped: no question",
    "太长，跳过": "skipped: too long",
    "不在随来的文字里": "not among the given passages",
    "没有编入的文字": "passages not added",
    "{shown} 等 {count} 个": "{shown} and others, {count} in all",
    "电话": "telephone",
    "时间": "time",
    "地点": "place",
    "原因": "reason",
    "方法": "how",
    "数量": "number",
    "是否": "whether",
    "列举": "list",
    "谁": "who",
    "什么": "what",
    "其他": "other",
}
"""maps Chinese templates of :class:`qa.messages.Message` to English templates"""


def in_language(message: str, texts: Texts) -> str:
    """Return a message of the package in the page's language; in Chinese if :data:`ENGLISH` lacks it."""
    return message.translated(ENGLISH) if texts is EN and isinstance(message, Message) else message


def has_language(message: str, texts: Texts) -> bool:
    """Return whether a message of the package exists in the page's language."""
    return texts is not EN or (isinstance(message, Message) and message.template in ENGLISH)
