"""Separate the names of bodies that issue a document together, if text recognition lost the blanks between them."""

import re

_CENTRAL = """
中共中央办公厅 国务院办公厅 中共中央 国务院 中央军委 中央组织部 中央宣传部 中央统战部 中央政法委 中央网信办
中央编办 中央文明办 全国人大常委会 最高人民法院 最高人民检察院 全国总工会 共青团中央 全国妇联 中国残联 中国科协
外交部 国防部 国家发展和改革委员会 国家发展改革委 教育部 科学技术部 科技部 工业和信息化部 国家民族事务委员会
国家民委 公安部 国家安全部 民政部 司法部 财政部 人力资源和社会保障部 人力资源社会保障部 自然资源部 生态环境部
住房和城乡建设部 住房城乡建设部 交通运输部 水利部 农业农村部 农业部 商务部 文化和旅游部 国家卫生健康委员会
国家卫生健康委 退役军人事务部 退役军人部 应急管理部 中国人民银行 人民银行 审计署 国务院国有资产监督管理委员会
国务院国资委 国资委 海关总署 国家税务总局 税务总局 国家市场监督管理总局 国家市场监管总局 市场监管总局
国家金融监督管理总局 金融监管总局 中国证监会 证监会 中国银保监会 银保监会 国家广播电视总局 国家广电总局 广电总局
国家体育总局 体育总局 国家统计局 国家知识产权局 知识产权局 国家国际发展合作署 国家医疗保障局 国家医保局 国家信访局
国家粮食和物资储备局 国家能源局 国家数据局 国家国防科工局 国家烟草专卖局 国家林业和草原局 国家林草局 国家铁路局
中国民用航空局 中国民航局 国家邮政局 国家文物局 国家中医药管理局 国家中医药局 国家疾病预防控制局 国家疾控局
国家外汇管理局 国家药品监督管理局 国家药监局 国家移民管理局 国家档案局 国家保密局
"""
"""the central bodies of party and state, and the short forms with which they sign joint documents"""
_NAME = "|".join(sorted(_CENTRAL.split(), key=len, reverse=True))
_JOINED = re.compile(rf"(?:{_NAME}){{2,}}")
_ONE = re.compile(_NAME)


def separate_issuers(names: str) -> str:
    """Return the names of issuers with blanks between central bodies: 教育部科技部 → 教育部 科技部.

    If the text holds anything but names of central bodies, it stays as it is: 教育部科技司 is a department of 教育部.
    """
    return " ".join(_ONE.findall(names)) if _JOINED.fullmatch(names) else names
