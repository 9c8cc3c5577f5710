"""Every string of the page, in one place for each language.

Messages of the package are in Chinese; :mod:`qa.web.english` translates them.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from qa.citation_text import CHINESE, CitationWords
from qa.filter_text import CHINESE_FILTERS, FilterWords
from qa.missing_text import CHINESE_MISSING, MissingWords
from qa.small_talk_text import CHINESE_REPLIES, SmallTalkReplies, SmallTalkReply
from qa.types import AnswerKind


@dataclass(frozen=True, slots=True)
class Texts:
    """The strings of the page in one language; ``{}`` marks the place of a value."""

    language: str
    """value of the HTML attribute ``lang``"""
    other_language: str
    """text of the link to the page in the other language"""
    other_address: str
    """query string of the page's address in the other language"""
    title: str
    introduction: str
    library: str
    """label before the links to the libraries"""
    ask_all: str
    sign_out: str
    # The chat
    chat_tab: str
    conversation: str
    placeholder: str
    question: str
    question_placeholder: str
    send: str
    searching: str
    preparing: str
    preparing_passages: str
    question_length: str
    """follows the beginning of a question that is too long to be shown, with the question's number of characters"""
    understood_as: str
    also_searched: str
    only_searched: str
    search_everything: str
    not_found: str
    nearest: str
    word_alone: str
    """heading above the passages that contain a word, for a question that is a single word"""
    word_nowhere: str
    missing: MissingWords
    small_talk: SmallTalkReplies
    empty_library: str
    empty_library_read_only: str
    nothing_in_filters: str
    try_otherwise: str
    """advice when nothing was found"""
    rightly_none: str
    wrongly_none: str
    """button for the feedback that the documents do contain an answer"""
    citation: CitationWords
    evidence: str
    more_passages: str
    """label of the line into which further passages are folded, with their number"""
    items_in_all: str
    """note on a list that is quoted in part, with the number of all its items"""
    newer_document: str
    repealed_by: str
    documents_found: str
    """heading of the answer to a question about the library, with the number of documents"""
    more_documents: str
    no_such_documents: str
    possible: str
    """label in place of the degree of confidence for a sentence that may answer"""
    sure: str
    fairly_sure: str
    unsure: str
    uncalibrated: str
    """note after a confidence that is not calibrated for the model in use"""
    vectors_only: str
    also_in: str
    unexpected: str
    notice: str
    """title of a message that disappears by itself"""
    open_source: str
    copy: str
    copy_reference: str
    copied: str
    good: str
    bad: str
    feedback_reason: str
    feedback_reasons: tuple[tuple[str, str], ...]
    """pairs of a reason as shown and the same reason as stored; the stored form is the same in both languages"""
    feedback_send: str
    feedback_thanks: str
    # Conversations
    conversations: str
    close_conversations: str
    new_conversation: str
    rename: str
    rename_to: str
    delete: str
    export_markdown: str
    export_json: str
    # Filters
    filters: str
    issuer: str
    since: str
    until: str
    document: str
    status: str
    remove_filter: str
    filter_words: FilterWords
    """wording of filters, by the names of the fields of :class:`qa.types.Filters`"""
    # The source
    source: str
    outline: str
    close: str
    previous_hit: str
    next_hit: str
    download_original: str
    show_page: str
    page_picture: str
    """alternative text of the picture of a page, with the page's number"""
    header_fields: tuple[str, ...]
    """names of the fields issuer, 索引号, 文号, 分类, 主题词, 成文日期, 发布日期, 状态"""
    repealed: str
    # The library
    library_tab: str
    upload: str
    upload_hint: str
    drop: str
    """text of the place where files can be dropped"""
    uploading: str
    rebuilding: str
    passages_done: str
    """follows ``uploading`` and ``rebuilding``"""
    pages_recognised: str
    """follows ``passages_done``"""
    list_headers: tuple[str, ...]
    """headings of the columns number, title, issuer, 文号, date, characters, passages, file"""
    sort: str
    search_documents: str
    choose_hint: str
    selected: str
    correct_metadata: str
    correction_title: str
    correction_issuer: str
    correction_document_number: str
    correction_date_written: str
    correction_status: str
    save_correction: str
    corrected: str
    delete_document: str
    undo: str
    deleted: str
    restored: str
    of_one_file: str
    added: str
    refused: str
    each_file: str
    file_outcomes: dict[str, str]
    """maps the outcome of a file to words; the key ``""`` stands for a file in progress"""
    files_before: str
    totals: str
    by_year: str
    by_issuer: str
    by_format: str
    unknown: str
    export_feedback: str
    no_feedback: str
    # The open questions and the pins
    pinned: str
    open_tab: str
    open_hint: str
    open_log_off: str
    """shown if open questions are not logged"""
    open_headers: tuple[str, ...]
    flaws: Mapping[str, str]
    """words for each :class:`qa.open_questions.Flaw`"""
    pin_question: str
    pin_find: str
    pin_forget: str
    pin_passages: str
    pin_text: str
    pin_alike: str
    pin_variants: str
    pin: str
    pin_nothing: str
    pin_incomplete: str
    pin_done: str
    pin_chosen: str
    pin_unchosen: str
    unpin: str
    pin_removed: str
    pin_forgotten: str
    pin_states: Mapping[str, str]
    export_pins: str
    no_pins: str
    # The evaluation
    evaluation_tab: str
    question_file: str
    stored_questions: str
    no_question_file: str
    not_stored: str
    """message for a question file that cannot be stored"""
    too_large: str
    """message for a question file above the size limit"""
    evaluate: str


_REASONS = ("答案不对", "出处不对", "资料里有答案却没找到", "资料里没有答案却答了", "其他")

ZH = Texts(
    language="zh-CN",
    other_language="English",
    other_address="?lang=en",
    title="公文问答",
    library="资料库：",
    ask_all="问全部",
    sign_out="退出登录",
    introduction="用一句话提问，得到公文里回答它的原句和出处。资料里没有的，会直接说没有。",
    chat_tab="问答",
    conversation="对话",
    placeholder="点击一个例子，或在下面输入问题",
    question="问题",
    question_placeholder="输入问题，按回车发送",
    send="提问",
    searching="正在查找…",
    preparing="正在准备资料，请稍候…",
    preparing_passages="正在准备资料，已完成 {}/{} 段，请稍候…",
    question_length="…（共 {} 个字符）",
    understood_as="实际查找的是：",
    also_searched="也查了：",
    only_searched="只查了：",
    search_everything="在全部资料中查找",
    not_found="资料中没有找到答案",
    nearest="最接近的段落：",
    word_alone="请问得具体些。这个词见于：",
    word_nowhere="请问得具体些；资料里没有这个词。",
    missing=CHINESE_MISSING,
    small_talk=CHINESE_REPLIES,
    empty_library="资料库里还没有文件。在“资料库”里上传，或用命令 qa add 加入文件后再问。",
    empty_library_read_only="资料库里还没有文件。",
    nothing_in_filters="筛选的范围内没有文件。请去掉筛选再问。",
    try_otherwise="可以换个说法，或写全机构名称、文号再问；设了筛选的，请先去掉。",
    rightly_none="确实没有",
    wrongly_none="其实有",
    citation=CHINESE,
    evidence="依据",
    more_passages="另外 {} 处",
    items_in_all="（共 {} 项，余下的见原文）",
    newer_document="有更新的版本",
    repealed_by="这份文件已被废止，见",
    documents_found="资料库里有 {} 份：",
    more_documents="还有 {} 份，请到“资料库”里查看。",
    no_such_documents="资料库里没有这样的文件。",
    possible="可能的答案，请核对",
    sure="把握较大",
    fairly_sure="把握一般",
    unsure="把握较小，请核对原文",
    uncalibrated="（把握程度未按当前模型校准，仅供参考）",
    vectors_only="（词语索引用不了，只按向量查找，可能有遗漏）",
    also_in="相同的内容也见于：",
    unexpected="发生了意外的错误，没能回答。详情见启动本程序的终端",
    notice="提示",
    open_source="看原文",
    copy="复制（带出处）",
    copy_reference="复制参考文献（GB/T 7714）",
    copied="已复制",
    good="有用",
    bad="没用",
    feedback_reason="哪里有问题？",
    feedback_reasons=tuple((reason, reason) for reason in _REASONS),
    feedback_send="提交",
    feedback_thanks="已记下，谢谢。",
    conversations="历史对话",
    close_conversations="收起",
    new_conversation="新对话",
    rename="重命名",
    rename_to="新名称",
    delete="删除",
    export_markdown="导出 Markdown",
    export_json="导出 JSON",
    filters="筛选",
    issuer="发布机构",
    since="起始日期（年-月-日）",
    until="截止日期（年-月-日）",
    document="文件",
    status="状态",
    remove_filter="去掉筛选：{}",
    filter_words=CHINESE_FILTERS,
    source="原文",
    outline="目录",
    close="关闭原文",
    previous_hit="上一处",
    next_hit="下一处",
    download_original="下载原件",
    show_page="看原页",
    page_picture="原件第 {} 页，引文加了框",
    header_fields=("发布机构", "索引号", "文号", "分类", "主题词", "成文日期", "发布日期", "状态"),
    repealed="这份文件已{}",
    library_tab="资料库",
    upload="加入文件",
    upload_hint="可一次加入多个：Word、WPS、PDF、OFD、Excel、PowerPoint、网页、邮件、扫描件、txt 等，或装有这些的 zip。"
    "同名的文件替换以前上传的。",
    drop="把文件拖到这里，或点这里选择",
    uploading="正在加入：文件 {}/{}",
    rebuilding="正在补建索引",
    passages_done="，段落 {}/{}",
    pages_recognised="，正在识别文字：第 {}/{} 页",
    list_headers=("编号", "标题", "发布机构", "文号", "日期", "字数", "段落", "来源"),
    sort="排序",
    search_documents="查找文件",
    choose_hint="点击一行，或用键盘移到该行按回车，选中一份文件",
    selected="已选中：{}",
    correct_metadata="修正题目、发文机关、文号等",
    correction_title="题目",
    correction_issuer="发文机关",
    correction_document_number="文号",
    correction_date_written="成文日期（如 2024-05-01）",
    correction_status="效力（如 现行有效、已废止）",
    save_correction="保存修正",
    corrected="已修正：{}。以后这份文件有了新版本，修正仍然有效",
    delete_document="删除选中的文件",
    undo="撤销删除",
    deleted="已删除：{}",
    restored="已恢复：{}",
    of_one_file="{}等 {} 份（同一个文件里的）",
    added="新加 {}，更换 {}，未变 {}，拒绝 {}",
    refused="未加入的文件",
    each_file="各个文件的结果",
    file_outcomes={"": "正在加入", "added": "新加", "replaced": "更换", "unchanged": "未变"},
    files_before="以及之前的 {} 个文件",
    totals="{} 份文件，{} 个段落，{} 字，占 {:.1f} MB",
    by_year="按年份",
    by_issuer="按发布机构",
    by_format="按格式",
    unknown="未注明",
    export_feedback="导出反馈（问题文件）",
    no_feedback="还没有反馈",
    pinned="人工指定",
    open_tab="待答问题",
    open_hint="没有找到答案的问题，和点了踩的问题。点一个问题，选一段原文，就能指定它的答案。",
    open_log_off="现在不记录没有答好的问题；要记录，请管理员设 QA_QUESTION_LOG_DAYS 后重新启动。下面仍可指定答案。",
    open_headers=("问题", "次数", "最近", "情况", "读者的说明"),
    flaws={"unanswered": "没有找到", "disliked": "点了踩"},
    pin_question="问题（可以改，也可以直接写一个）",
    pin_find="查找段落",
    pin_forget="不再列出",
    pin_passages="可能回答它的段落",
    pin_text="指定的原文（可以删去不要的部分）",
    pin_alike="问的是同一件事的，也打勾",
    pin_variants="别的问法，一行一个",
    pin="指定为答案",
    pin_nothing="没有找到段落。换个说法再查",
    pin_incomplete="请写好问题，并选一段原文",
    pin_done="已指定：{}",
    pin_chosen="要取消的指定",
    pin_unchosen="请选一条指定",
    unpin="取消指定",
    pin_removed="已取消：{}",
    pin_forgotten="已从列表删去 {} 条",
    pin_states={"document_gone": "文件已不在，这条指定没有使用", "text_gone": "文件里已没有这段话，这条指定没有使用"},
    export_pins="导出指定（问题文件）",
    no_pins="还没有指定过答案",
    evaluation_tab="评测",
    question_file="上传问题文件：JSON Lines、CSV、Excel 或 SQuAD 格式的 JSON",
    stored_questions="资料库里的问题文件",
    no_question_file="还没有选问题文件。请上传一个，或在列表里选",
    not_stored="“{}”无法保存。请检查服务器的磁盘空间和权限",
    too_large="“{}”太大，上限 {} MB。请拆成几个文件",
    evaluate="开始评测",
)

EN = Texts(
    language="en",
    other_language="中文",
    other_address="?lang=zh",
    title="Gongwen QA",
    library="Library: ",
    ask_all="Ask all",
    sign_out="Sign out",
    introduction="Ask in one sentence; get the sentence of an official document that answers it, with its source.",
    chat_tab="Ask",
    conversation="Conversation",
    placeholder="Choose an example, or write a question below",
    question="Question",
    question_placeholder="Write a question in Chinese and press Enter",
    send="Ask",
    searching="Searching…",
    preparing="Getting the documents ready…",
    preparing_passages="Getting the documents ready, {} of {} passages done…",
    question_length="… ({} characters)",
    understood_as="Searched for: ",
    also_searched="Also searched for: ",
    only_searched="Searched only: ",
    search_everything="Search all documents",
    not_found="The documents do not contain an answer",
    nearest="The nearest passages:",
    word_alone="Please ask more precisely. The word occurs here:",
    word_nowhere="Please ask more precisely; the word does not occur in the documents.",
    missing=MissingWords("The documents have {}, not {}. ", "The documents do not mention {}. ", ", ", " and "),
    small_talk={
        AnswerKind.GREETING: SmallTalkReply("Hello. Just ask a question.", "Hello. Just ask a question, for example:"),
        AnswerKind.THANKS: SmallTalkReply("You are welcome.", "You are welcome. You can also ask, for example:"),
        AnswerKind.FAREWELL: SmallTalkReply(
            "Goodbye. Come back with any question.", "Goodbye. Come back with any question, for example:"
        ),
        AnswerKind.IDENTITY: SmallTalkReply(
            "This page finds the sentences of the documents that answer a question, and cites them. "
            "It writes nothing itself.",
            "This page finds the sentences of the documents that answer a question, and cites them. "
            "It writes nothing itself. You can ask, for example:",
        ),
        AnswerKind.ABILITY: SmallTalkReply(
            "Ask what the documents say, and you get the sentence with its source, or that there is none.",
            "Ask what the documents say, and you get the sentence with its source, or that there is none. For example:",
        ),
    },
    empty_library="The library is empty. Upload files under “Library”, or add them with the command qa add.",
    empty_library_read_only="The library is empty.",
    nothing_in_filters="No document matches the filters. Remove a filter and ask again.",
    try_otherwise="Ask in other words, with the issuer's full name or the document number; remove filters, if any.",
    rightly_none="Right: there is none",
    wrongly_none="There is one",
    citation=CitationWords(
        "{}-{:02}-{:02}",
        "paragraph {}",
        "page {}",
        "header",
        "text recognition, check the original (confidence {:.0%})",
    ),
    evidence="Evidence",
    more_passages="{} more",
    items_in_all="({} items in all; see the source for the others)",
    newer_document="There is a newer version:",
    repealed_by="This document is repealed by",
    documents_found="{} documents:",
    more_documents="{} more; see the tab “Library”.",
    no_such_documents="The library has no such documents.",
    possible="Possible answer: please check",
    sure="Rather certain",
    fairly_sure="Fairly certain",
    unsure="Uncertain: check the source",
    uncalibrated="(confidence not calibrated for this model)",
    vectors_only="(the index of words cannot be used; only vectors were searched, so passages may be missing)",
    also_in="The same text also in: ",
    unexpected="An unexpected error occurred; see the terminal that started this program",
    notice="Note",
    open_source="Open the source",
    copy="Copy with citation",
    copy_reference="Copy reference (GB/T 7714)",
    copied="Copied",
    good="Helpful",
    bad="Not helpful",
    feedback_reason="What is wrong?",
    feedback_reasons=tuple(
        zip(
            ("Wrong answer", "Wrong citation", "Missed an answer", "Answered without grounds", "Other"),
            _REASONS,
            strict=True,
        )
    ),
    feedback_send="Submit",
    feedback_thanks="Noted, thank you.",
    conversations="Conversations",
    close_conversations="Close the list",
    new_conversation="New conversation",
    rename="Rename",
    rename_to="New name",
    delete="Delete",
    export_markdown="Export Markdown",
    export_json="Export JSON",
    filters="Filters",
    issuer="Issuer",
    since="Since (YYYY-MM-DD)",
    until="Until (YYYY-MM-DD)",
    document="Document",
    status="Status",
    remove_filter="Remove filter: {}",
    filter_words=FilterWords(
        issuer="issuer contains “{}”",
        year="year {}",
        since="since {}",
        until="until {}",
        document_number="document number {}",
        status="status contains “{}”",
        separator=", ",
    ),
    source="Source",
    outline="Outline",
    close="Close the source",
    previous_hit="Previous",
    next_hit="Next",
    download_original="Download the original",
    show_page="Show the page",
    page_picture="Page {} of the original, with the quotation boxed",
    header_fields=(
        *("Issuer", "Index number", "Document number", "Category"),
        *("Subject words", "Written", "Published", "Status"),
    ),
    repealed="This document is not in force: {}",
    library_tab="Library",
    upload="Add files",
    upload_hint="One or more Word, WPS, PDF, OFD, Excel, PowerPoint, HTML, mail or text files, scans, or zip files of "
    "these. A file with the name of an earlier upload replaces that upload.",
    drop="Drop files here, or click to choose",
    uploading="Adding: files {}/{}",
    rebuilding="Rebuilding the index",
    passages_done=", passages {}/{}",
    pages_recognised=", recognising text: page {}/{}",
    list_headers=("No.", "Title", "Issuer", "Number", "Date", "Characters", "Passages", "File"),
    sort="Sort",
    search_documents="Search documents",
    choose_hint="Click a row, or move to it and press Enter, to select a document",
    selected="Selected: {}",
    correct_metadata="Correct title, issuer, document number …",
    correction_title="Title",
    correction_issuer="Issuer",
    correction_document_number="Document number",
    correction_date_written="Date written (as 2024-05-01)",
    correction_status="Status (such as 现行有效, 已废止)",
    save_correction="Save the corrections",
    corrected="Corrected: {}. The corrections stay when the file gets a new version",
    delete_document="Delete the selected document",
    undo="Undo the deletion",
    deleted="Deleted: {}",
    restored="Restored: {}",
    of_one_file="{} and the other documents of its file ({} in all)",
    added="{} added, {} replaced, {} unchanged, {} refused",
    refused="Files that were refused",
    each_file="Outcome of each file",
    file_outcomes={"": "being added", "added": "added", "replaced": "replaced", "unchanged": "unchanged"},
    files_before="and {} earlier files",
    totals="{} documents, {} passages, {} characters, {:.1f} MB",
    by_year="By year",
    by_issuer="By issuer",
    by_format="By format",
    unknown="not stated",
    export_feedback="Export feedback (question file)",
    no_feedback="No feedback yet",
    pinned="Chosen by a person",
    open_tab="Open questions",
    open_hint="Questions without an answer or with a disliked one. Choose a question, then a passage, to pin it.",
    open_log_off=(
        "Open questions are not logged. To log them, the administrator sets QA_QUESTION_LOG_DAYS and restarts the "
        "server. Answers can be pinned all the same."
    ),
    open_headers=("Question", "Times", "Last", "What was wrong", "Readers' reasons"),
    flaws={"unanswered": "not found", "disliked": "disliked"},
    pin_question="Question (may be changed, or written here)",
    pin_find="Find passages",
    pin_forget="Do not list",
    pin_passages="Passages that may answer it",
    pin_text="Pinned text (parts may be cut off)",
    pin_alike="Tick those that ask the same",
    pin_variants="Other ways to ask, one a line",
    pin="Pin as the answer",
    pin_nothing="No passages found. Search with other words",
    pin_incomplete="Write a question and choose a passage",
    pin_done="Pinned: {}",
    pin_chosen="Pin to remove",
    pin_unchosen="Choose a pin",
    unpin="Remove the pin",
    pin_removed="Removed: {}",
    pin_forgotten="{} entries deleted",
    pin_states={
        "document_gone": "The document is gone; this pin is not used",
        "text_gone": "The text no longer stands in the document; this pin is not used",
    },
    export_pins="Export pins (question file)",
    no_pins="No pins yet",
    evaluation_tab="Evaluation",
    question_file="Upload a question file: JSON Lines, CSV, Excel, or JSON in SQuAD format",
    stored_questions="Question files of the library",
    no_question_file="No question file is selected. Upload a file or select one from the list",
    not_stored="“{}” cannot be stored. Check the server's disk space and permissions",
    too_large="“{}” is too large, the limit is {} MB. Split it into several files",
    evaluate="Evaluate",
)

LANGUAGES = {"zh": ZH, "en": EN}


def texts_for(wanted: str | None, accepted: str) -> Texts:
    """Return the strings of a page in the language that the page's address or the browser asks for.

    Args:
        wanted: ``zh`` or ``en`` from the page's address; any other value leaves the choice to the browser.
        accepted: the browser's ``Accept-Language``. If English is the first language in it, the page is in English,
            otherwise in Chinese.
    """
    if wanted in LANGUAGES:
        return LANGUAGES[wanted]
    return EN if accepted.strip().lower().startswith("en") else ZH
