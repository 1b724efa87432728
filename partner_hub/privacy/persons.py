"""Leaves out who and where of a text that tells of nothing else that is private."""

import re
from collections.abc import Collection

from partner_hub.privacy.clauses import join_clauses, split_clauses
from partner_hub.privacy.stand_ins import ALL, CONTACT, FLAT, NAME, NUMBER, PLATE, put_stand_ins

_DIGIT = "[0-9０-９〇零一二三四五六七八九十]"
_BUILDING = rf"(?:{_DIGIT}{{1,4}}(?:号楼|[＃#]楼|栋|幢|座)|[A-Za-z]座)"
_OLD = "老人家?|奶奶|爷爷|大爷|大妈|大娘|婆婆|阿婆|阿公|爹爹|老伯|伯伯?|太太|老太太|老爷子|老奶奶|老爷爷|依伯|依姆|阿嫲"
_ANY = "老师|师傅|先生|女士|小姐|阿姨|叔叔?|婶婶?|大哥|大姐|同志|嫂子?|哥|姐|教授|医生|经理"
_CHILD = "小朋友|同学|孩子|小孩"
_ROLE = (
    "独居老人|孤寡老人|空巢老人|高龄老人|困难老人|老人|老党员|老伴|丈夫|妻子|老公|老婆|爱人|儿子|女儿|孙子|孙女|外孙女?|孩子|居民|住户|业主|租户|邻居|商户|店主|"
    "小朋友|学生|同学|骑手|母亲|父亲|妈妈|爸爸|奶奶|爷爷|婆婆|公公|党员|网格员|志愿者|群众|家属|外婆|外公"
)
_CALL = (
    r"(?:联系|联络)?(?:电话|手机|座机|方式|号码)(?:号码?|号)?|手机号码?|微信号?|微信同号|vx|wx|v信|加v|加微信?|qq号?|扣扣|邮箱|电子邮箱|电邮|邮件|e-?mail|tel|phone"
    r"|加我|加|打我|拨打?|致电|来电|打(?=[\ue002])|回电|短信|家里|本人|我的|他的|她的|子女|儿子|女儿|家属|联系人|联系我?|请|可|或者?|是|为|转|：|:|\s"
)

Rule = tuple[re.Pattern[str], str]


def _rules(*rules: tuple[str, str]) -> tuple[Rule, ...]:
    return tuple((re.compile(pattern, re.IGNORECASE), replacement) for pattern, replacement in rules)


# How one is reached, and numbers of papers: with the words that introduce them.
_REACHED = _rules(
    (rf"[（(][^（）()]*{ALL}[^（）()]*[）)]", ""),
    (
        rf"(?:(?:{_CALL})*{CONTACT})+(?:\s*转\s*[0-9]+)?(?:[（(][^）)]{{0,6}}[）)])?(?:联系|找我|即可|都行|均可|微信同号|同微信)*",
        "",
    ),
    (
        rf"(?:请|可|有事|麻烦|随时|直接|尽快|及时|具体|详情|情况)*(?:联系人?|联络人?|找|问|致电|通知|告知|咨询)[：:]?(?:是|为)?\s*{NAME}(?:{_OLD}|{_ANY})?(?:联系|即可|商量)?$",
        "",
    ),
    (
        rf"(?:我的|他的|她的|其|本人|持有?)?(?:身份证|残疾人?证|医保卡?|社保卡?|银行卡|医疗卡|护照|证件|卡|户口本?)?(?:号码?|号)?(?:是|为)?[：:]?\s*{NUMBER}",
        "",
    ),
    (rf"(?:车牌号?码?|牌照|车号|车)(?:是|为)?[：:]?\s*{PLATE}(?:的)?", "有车辆"),
    (rf"{PLATE}(?:的)?(?:车辆?|小车|轿车|面包车)?", "有车辆"),
)
_NAMED = _rules(
    (rf"^\s*{NAME}(?:{_ANY}|{_OLD})?\s*[：:]|[—\-~（(]+\s*{NAME}(?:{_ANY}|{_OLD})?\s*$", ""),
    (rf"(?:我是|我就是|本人是|我叫|我住)([^，,。{NAME}]{{2,14}}?)的?{NAME}(?:{_ANY}|{_OLD})?$", r"\1居民"),
    (
        rf"(?:我叫|我是|本人|俺叫|俺是|名叫|姓名|叫)(?:是|为|叫)?[：:]?\s*{NAME}(?:{_ANY}|{_OLD})?的({_ROLE})",
        r"居民家属",
    ),
    (
        rf"(?:我叫|我是|我|本人|俺叫|俺是|名叫|叫做?|姓名|联系人|联络人|户主|申请人|反映人|报告人|当事人|来电人|投诉人|落款)(?:是|为|叫)?[：:]?\s*{NAME}(?:{_OLD}|{_ANY})?$",
        "",
    ),
    (rf"(?:我叫|我是|本人|俺叫|俺是|联系人|户主|申请人|反映人|当事人|来电人)(?:是|为|叫)?[：:]?\s*{NAME}", "居民"),
    (rf"{NAME}(?:[、和与及跟同]{NAME})+", NAME),
    (rf"({_ROLE})[：:（(]?\s*{NAME}[）)]?(?:{_OLD}|{_ANY})?", r"\1"),
    (rf"{NAME}(?:(?:老)?(?:夫妇|夫妻|两口子|俩口子)|一家人?)", "一户居民"),
    (rf"{NAME}(?:{_OLD}|{_ANY})?家(?![长属人里中庭装电具政门])", "一户居民家"),
    (rf"{NAME}(?:{_OLD}|{_ANY})?家(?:里|中)", "居民家中"),
    (rf"{NAME}(?:家长)", "家长"),
    (rf"{NAME}(?:{_OLD})", "老人"),
    (rf"{NAME}(?:{_CHILD})", "孩子"),
    (rf"{NAME}(?:{_ANY})?", "居民"),
)
# Where somebody lives: the building at most.
_LIVES = r"(?:家?住(?:在|址)?|居住(?:在|于)?|地址|位于)(?:是|为|[：:])?"
_PLACED = _rules(
    (rf"{_LIVES}\s*{FLAT}(?:室|房|号|户)?(?:的)?", ""),
    (rf"[\s\-－—/]*{FLAT}(?:室|房|号|户)?", ""),
    (rf"(?<=[号栋幢座楼]){_DIGIT}{{1,2}}(?:单元|门|梯)", ""),
    (rf"(?<!{_DIGIT})(?<!第){_DIGIT}{{1,2}}(?:单元|楼|层)(?=的?(?:{_ROLE}|一户|居民|老人|孩子))", ""),
    (r"(?<=[路街巷弄道])[0-9]{1,4}号(?!楼|线|院)", ""),
)
_FEW = _rules(
    (
        rf"(?:{_LIVES})?{_BUILDING}(?:{_DIGIT}{{1,2}}(?:单元|门|梯))?(?:{_DIGIT}{{1,2}}[楼层](?!道))?(?:里|内|有|住着)*",
        "",
    ),
    (
        r"(?:仅有?|只有|共有?|有|其中)?(?<![0-9.十百几])(?:[12一两二](?:户|位|名|个)|[12]人)(?=老|居|住|残|孤|独|孩|妇|女|男|租|业|$)",
        "",
    ),
    (r"(?:仅有?|只有|共有?|有|其中)?(?<![0-9.十百几])[12一两二](?:户|位|名)(?!居民家)", "居民"),
)
# Ages lead to persons where they stand beside a name; who is old remains old.
_AGED = _rules(
    (r"(?:今年|现年|已经|已|都)?(?:8|9|10)[0-9](?:多|来)?岁(?:了|高龄|的)?(?![以及])", "高龄"),
    (r"(?:今年|现年|已经|已|都)?[八九]十[一二三四五六七八九多来几]?岁(?:了|高龄|的)?(?![以及])", "高龄"),
    (r"(?:今年|都|已经)?[89][0-9]了", "高龄"),
    (r"(?:今年|都|已经)(?:6[0-9]|7[0-9]|六十|七十)[一二三四五六七八九多]?(?:多)?(?:岁|了)+", "年事已高"),
    (r"高龄(?:高龄)+", "高龄"),
    (r"[（(](?:男|女)?[，,、]?(?:高龄|[0-9]{1,3}岁)?[，,、]?(?:男|女)?[）)]", ""),
    (
        r"(?:今年|现年)?(?<![0-9十-])(?:[1-9]|1[0-7]|[一二三四五六七八九十])岁(?:多|半)?的?(?:孙子|孙女|外孙女?|儿子|女儿|孩子|小孩|男孩|女孩|娃)",
        "孩子",
    ),
    (
        r"(?:，|、)?(?:今年|现年)?(?<![0-9十~－-])(?:[1-7]?[0-9]|[一二三四五六七]?十[一二三四五六七八九]?)(?:多|来)?岁(?:了|的)?(?![以及~－-])",
        "",
    ),
)
_FIRST_PERSON = _rules(
    (r"(?:我们?|俺们?|咱们?)(?:自己)?(?:的)?(?:妈妈?|母亲|娘|老妈)(?!们)", "居民的母亲"),
    (r"(?:我们?|俺们?|咱们?)(?:的)?(?:爸爸?|父亲|爹|老爸|老豆)", "居民的父亲"),
    (r"(?:我们?|俺们?|咱们?)(?:的)?(?:老公|丈夫|老婆|爱人|媳妇|妻子|老伴|男人)", "居民的配偶"),
    (r"(?:我们?|俺们?|咱们?)家?(?:的)?(?:儿子|女儿|闺女|孩子|小孩|娃|孙子|孙女|外孙女?)", "居民的孩子"),
    (r"(?:我们?|俺们?|咱们?)(?:家)?(?:的)?(?:奶奶|爷爷|外婆|外公|姥姥|姥爷|婆婆|公公|岳父|岳母|老人)", "居民家中老人"),
    (r"(?:我们?|俺们?|咱们?)家(?:里|中)?(?![长属人乡庭])", "居民家中"),
    (r"俺们?|咱们?|本人", "居民"),
)
_I = re.compile(r"我(?!们|国|市|区|校|院|司|局|所|馆|站|县|省|社区|街道|中心|单位|公司)")
_PRIVATE = re.compile(
    rf"{ALL}|我(?:今年|都|已经)?(?:[6-9][0-9]|[六七八九]十)|(?<![0-9~～－-])(?:[6-9][0-9]|1[01][0-9])岁(?![以及至到~～－-])"
)
_CHAT = re.compile(
    r"(?:尊敬的|亲爱的)?(?:您|你|大家|各位|领导|书记|主任|社区|网格员|同志们?|各位领导)*(?:您好|你好|好呀?|早上好|下午好|晚上好|大家好)|(?:非常|万分|十分|多多)?(?:谢谢|感谢|多谢|拜托|辛苦)(?:了|您|你|大家|社区|各位|领导|支持|理解|关注|啦|你们)*"
    r"|(?:麻烦|打扰|劳烦|辛苦)(?:您|你|你们|社区|大家|领导)?(?:们)?(?:了|一下)?|求求?(?:你|您)?(?:们)?(?:了)?|不好意思|(?:急)+|在线等|祝.{0,10}(?:愉快|顺利|健康|安康|快乐)|此致|敬礼|望(?:批准|回复|采纳)|冒昧打扰|哈哈+|唉+|哎+呀?"
)
# Insults; and what is one when it is said of somebody.
_INSULT = re.compile(
    r"不要脸|缺德|混蛋|王八蛋|神经病|臭流氓|无赖|泼妇|太过分|没良心|不是(?:个)?(?:人|东西)(?:[，。！]|$)|死老[头太]"
)
_RAILING = re.compile(r"骂人|没素质|不讲理|黑心|自私|恶心|讨厌|态度(?:恶劣|很差|极差|差)|良心|脾气")
_SOMEBODY = re.compile(
    rf"司机|老板|保安|人员|店主|狗主|车主|他|她|那人|这人|那家|这家|那户|楼上|楼下|邻居|隔壁|对门|物业|{ALL}"
)
# What is left where only a name, a flat or a number was told.
_EMPTY = re.compile(
    r"(?:居民家?中?|一户居民家?|老人|住在?|家住|在|是|的|我|家|和|及|或|与|请|可|联系人?|电话|地址|住址|姓名|有事|谢谢|有车辆|号|楼|高龄|男|女|叫|找|\s|[：:（）()、/\-])*"
)
_AGAIN = _rules(
    (r"(居民|老人|孩子)(?:[、和]?\1)+", r"\1"),
    (r"居民的居民|居民家中居民", "居民"),
    (r"一户居民家(?=[，,。；;！!？?]|$)", "一户居民"),
    (r"居民家中(?:里|中)", "居民家中"),
    (r"居民家中住", "居民家住"),
    (r"(?:家住|住在|住址|住)的", ""),
    (r"^的", ""),
    (r"的的+", "的"),
)


def leave_out_persons(text: str, known_names: Collection[str], *, few: bool) -> str:
    """Without greetings and, where it tells of persons, without them; a text that tells of none is not touched.

    With `few` the building goes, too: so few live there that they would be known.
    """
    marked = put_stand_ins(text, known_names)
    private = few or _PRIVATE.search(marked) is not None or _apply(_FIRST_PERSON, marked) != marked
    clauses = ((_left(words, private=private, few=few), mark) for words, mark in split_clauses(marked))
    return join_clauses(clauses)


def _left(words: str, *, private: bool, few: bool) -> str:
    """What is left of a clause; nothing where only who or where was told, or somebody greets or rails."""
    if _is_dropped(words):
        return ""
    if not private:
        return words
    left = _neutral(words, few=few)
    return "" if left != words and _EMPTY.fullmatch(left) else left


def _is_dropped(words: str) -> bool:
    if _CHAT.fullmatch(words.strip()) or _INSULT.search(words):
        return True
    return _RAILING.search(words) is not None and _SOMEBODY.search(words) is not None


def _neutral(words: str, *, few: bool) -> str:
    for rules in (_REACHED, _NAMED, _PLACED, _FEW if few else (), _AGED, _FIRST_PERSON):
        words = _apply(rules, words)
    return _apply(_AGAIN, _I.sub("居民", re.sub(ALL, "", words)))


def _apply(rules: tuple[Rule, ...], words: str) -> str:
    for pattern, replacement in rules:
        words = pattern.sub(replacement, words)
    return words
