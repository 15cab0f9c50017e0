"""Lines that give themselves away by their words: notices, policies of comments, newsletters, editors, counters.

Of 925 lines that they take out on the pages learned from, ten stand in a truth, five of these an editor's. A sentence
that only begins alike must not match.
"""

import re

from archiver.parsers.body_controls import PAYWALL, rule_of_control

_SHORT, _LINE, _INVITATION, _NOTICE_SIZE = 60, 120, 220, 300
_OPENING = r"[\s（(\[【*•|–-]*"

_EDITOR = re.compile(
    r"[\s（(\[【]*(?:本文|本期|本版|网站|網站|值班|执行|執行|视觉|新媒体)?"
    r"(?:责任编辑|責任編輯|责编|責編|编辑|編輯|校对|校對|审核|審核|监制|監製"
    r"|终审|初审|复审|编审|值班编委|排版|美编|編集|편집)[\s　]*[:：/|丨・=]"
)
# In other scripts a name must be all that follows. Agencies' last lines are known by body_edges.py.
_EDITED_BY = re.compile(
    rf"""{_OPENING}(?:
        (?:web\ |copy\ |managing\ )?editors?\s*[:：]
        | (?:bearbeitet|redigiert)\ von\s | redaktion\s*[:：] | édité\ par\s | (?:redacción|edición|edição)\s*[:：]
        | editado\ (?:por|con)\s | a\ cura\ di\s | (?:redactie|redakcja|redaktör|editör|editor|penyunting)\s*[:：]
        | (?:редактор|редакторы|подготовил[аи]?|материал\ подготовил[аи]?)\s*[:：] | biên\ tập\s*[:：] | تحرير\s*[:：]
        | ویراستار\s*[:：] | עריכה\s*[:：]
    )\s*[^.!?。：:]{{2,60}}[.)）\]】\s]*$""",
    re.IGNORECASE | re.VERBOSE,
)
_NOTICE = re.compile(
    rf"^{_OPENING}(?:©|\(c\)|copyright\b|all rights reserved|版权所有|版權所有|版权声明|版權聲明"
    r"|免责声明|免責聲明|(?:平台|平臺|特别|特別|郑重|鄭重)(?:声明|聲明)[:：]|著作权|著作權|未经(?:授权|许可|本网)|未經"
    r"|転載|無断転載|무단\s?전재|저작권자)",
    re.IGNORECASE,
)
_LONG_NOTICE = re.compile(
    rf"""^{_OPENING}(?:
        © | (?:copyright|\(c\))\s*(?:©|\(c\)|:|\d{{4}}|by\b)
        | all\ rights\ reserved | tous\ droits\ réservés | todos\ (?:los\ derechos|os\ direitos)\ reservados
        | alle\ rechte\ vorbehalten | tutti\ i\ diritti\ riservati | alle\ rechten\ voorbehouden
        | riproduzione\ riservata
        | wszelkie\ prawa\ zastrzeżone | tüm\ hakları\ saklıdır | (?:все|усі|всі)\ права\ (?:защищены|захищені)
        | جميع\ الحقوق\ محفوظة | تمامی\ حقوق | כל\ הזכויות\ שמורות | สงวนลิขสิทธิ์
        | при\ (?:использовании|цитировании|перепечатке|копировании)\ (?:любых\ )?(?:материал|информац|текст)
        | перепечатка\ (?:материал|запрещена|возможна|допускается|только)
        | (?:prohibida|queda\ prohibida)\ (?:la|su)\ reproducción | proibida\ a\ reprodução
        | reprodução\ (?:total|proibida)
        | (?:toute\ )?reproduction\ (?:interdite|totale|strictement) | nachdruck\ (?:nur|verboten|auch|und)
        | this\ material\ may\ not\ be\ (?:published|reproduced)
        | no\ part\ of\ this\ (?:article|site|website|content)\ may
        | 凡本网注明 | 转载请 | 轉載請 | (?:版权|版權|著作权|著作權)(?:声明|聲明|所有|归|歸)
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_COMMENT = re.compile(
    r"""^\W*(?:
        by\ (?:posting|submitting|leaving)\ (?:a\ |your\ )?(?:comments?|repl)
        | (?:all\ )?comments\ are\ (?:now\ )?(?:closed|moderated|disabled|off|subject|reviewed|the\ responsib)
        | (?:all\ )?comments\ on\ this\ (?:article|story|post|page|thread)
        | your\ (?:comment\ (?:is|will)|email\ address\ will\ not) | be\ the\ first\ to\ (?:comment|reply|leave\ a)
        | (?:please\ )?(?:log|sign)\ in\ to\ (?:comment|leave|post|reply|join) | you\ must\ be\ logged\ in
        | les\ commentaires\ sont\ (?:modérés|fermés|soumis|sous) | votre\ adresse\ (?:e-?mail|de\ messagerie)\ ne\ sera
        | los\ comentarios\ (?:son\ (?:responsab|moder)|están\ cerrados|serán\ moder)
        | (?:tu|su)\ dirección\ de\ correo\b
        | os\ comentários\ (?:são\ (?:de\ )?respons|estão\ fechados|publicados)
        | i\ commenti\ (?:sono\ (?:chiusi|moder)|dei\ lettori)
        | die\ kommentar(?:e|funktion)\ (?:ist|sind|wurde)\ | (?:deine|ihre)\ e-mail-adresse\ wird\ nicht
        | bitte\ beachten\ sie\ (?:beim\ kommentieren|unsere\ (?:netiquette|kommentar))
        | комментарии\ (?:проходят|закрыты|отключены|модерируются) | чтобы\ (?:оставить|добавить)\ комментарий
        | ваш\ (?:e-mail|адрес\ email)\ не\ будет
        | 网友评论(?:仅|只) | 網友(?:評論|留言)(?:僅|只) | 以上(?:网友|網友|留言) | 留言請遵守
        | (?:发表|發表)(?:评论|評論)(?:前|请|需)
        | (?:登录|登入|登錄)(?:后|後)(?:才|方)?(?:可以|可|能)?(?:发表|發表|参与|參與|评论|評論)
        | 请(?:先)?登录(?:后|再)
        | 文明上网 | コメント(?:の投稿|を投稿する|するには|は承認)
        | 댓글(?:은\ 운영|을\ 작성하|을\ 남기|\ 작성은) | 로그인\ ?(?:후|하시면)
        | تخضع\ (?:جميع\ )?التعليقات | لن\ يتم\ نشر\ عنوان | نشانی\ ایمیل\ شما
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_INVITES = re.compile(
    r"""^\W*(?:
        sign\ ?-?up\ (?:for|to|here|now|today|below)\b.*?(?:newsletter|inbox|e-?mail\ alert)
        | subscribe\ (?:to|for|now|today|here)\b.*?(?:newsletter|inbox|our\ channel|our\ podcast)
        | get\ (?:the|our|all|more|breaking|daily|free|email)\b.*?(?:newsletter|your\ inbox|your\ e-?mail)
        | join\ our\ (?:newsletter|mailing\ list|telegram|whatsapp)
        | follow\ us\ on\ (?:facebook|twitter|x|instagram|telegram|google)\b
        | (?:jetzt\ )?(?:abonnieren\ sie|melden\ sie\ sich|registrieren\ sie\ sich)\b.{0,60}newsletter
        | (?:inscrivez-vous|abonnez-vous|recevez)\b.{0,60}
            (?:newsletter|(?:notre|la)\ lettre|lettre\ d.info|boîte\ mail|alertes)
        | (?:suscríb[ae](?:te|se)|recib[ae]|apúntate)\b.{0,60}(?:boletín|newsletter|correo|boletines)
        | (?:inscreva-se|assine|receba)\b.{0,60}(?:newsletter|boletim|e-mail) | iscriviti\b.{0,60}newsletter
        | (?:meld\ je\ aan|schrijf\ je\ in)\b.{0,60}nieuwsbrief | zapisz\ się\b.{0,60}newsletter
        | подпи(?:шитесь|сывайтесь|ишись)\ на\ (?:наш|рассылк|нов|канал|telegram) | следите\ за\ нами
        | 扫描?[^，。]{0,6}(?:二维码|扫)[^。]{0,20}(?:关注|下载|订阅|加入|获取) | 扫码(?:关注|下载|加入|进群|订阅)
        | (?:点击)?关注(?:我们|公众号) | 订阅我们 | 加入(?:我們的|我们的)[^。]{0,8}(?:line|好友|社群|群|会员|會員)
        | (?:メールマガジン|メルマガ)[^。]{0,20}(?:登録|購読) | 뉴스레터를?\ ?(?:구독|신청) | 구독(?:하기|신청)
        | اشترك\ (?:في\ )?(?:نشرت|قنات|خدمة) | تابعونا?\ على | ติดตามข่าวสารได้ | theo\ dõi\ (?:chúng\ tôi|báo)\b
    )""",
    re.IGNORECASE | re.VERBOSE,
)
# Where the text was printed, and what it was called there: 《滨海日报》（2024年05月06日 第04版）, 原标题：《…》
_PRINTED = re.compile(r"[\s（(]*《[^》]{2,24}》\s*[（(]\s*\d{4}\s?年\d{1,2}月\d{1,2}日\s*[^（）()]{0,12}[)）\s]*$")
_FORMER_TITLE = re.compile(rf"^{_OPENING}(?:原标题|原題|原標題|原文标题)\s*[:：]")
_SOURCE = re.compile(r"^[\s（(\[【]*(?:文章)?(?:来源|來源|稿源|消息来源|新闻来源)\s*[:：丨|]\s*\S{1,30}[\s）)\]】]*$")
# How often a page was read changes with every fetch: 阅读 37049, 浏览次数：12, 1,234 views.
_VIEWS = re.compile(
    r"""\W*(?:
        (?:阅读|閱讀|浏览|瀏覽|点击|點擊|访问|观看|觀看|人气|人氣|点阅|點閱)(?:次数|次數|人数|人數|量|数|數|率)?[\s:：(（]*
            [\d,.]+\s*[万萬次人wk+]{0,3}
        | [\d,.]+\s*[次人]?(?:阅读|閱讀|浏览|瀏覽|点击|點擊|观看|觀看)
        | (?:page\s?)?(?:views?|hits|reads|visits|просмотр\w*|vues|aufrufe|visitas|조회수?)\s*[:：]?\s*\d[\d,.\s]*k?
        | \d[\d,.\s]*(?:k\s*)?(?:views?|hits|reads|visits|просмотр\w*|vues|aufrufe|visitas|lecturas)
    )\W*$""",
    re.IGNORECASE | re.VERBOSE,
)

# What the patterns above can begin with, so that one look at a line's first letters spares nearly all of them. Each is
# cut to the letters that tell it from common words; a test makes lines from the patterns and holds them against it.
_OPENING_LETTERS = frozenset(
    (
        "copy,all ,tous,todo,alle,tutt,ripr,wsze,tüm ,все ,усі ,всі ,جميع,تمام,כל ה,สงวน,при ,пере,proh,qued,proi,repr,"
        "tout,nach,this,no p,by p,by s,by l,comm,your,be t,plea,log ,sign,you ,"
        "you',you’,les ,votr,los ,tu d,su d,os c,i co,dei ,"
        "die ,dein,ihre,bitt,комм,чтоб,ваш ,تخضع,لن ي,نشان,subs,get ,join,foll,jetz,abon,meld,regi,insc,rece,susc,reci,"
        "apún,assi,iscr,schr,zapi,подп,след,اشتر,تابع,ติดต,theo,web ,mana,edit,edic,ediç,bear,redi,reda,édit,a cu,"
        "реда,подг,мате,biên,تحري,ویرا,עריכ,peny,page,view,hits,read,visi,прос,vues,aufr,"
        "to c,to k,cont,keep,alre,dies,jetz,mit ,weit,sie ,bere,cet ,arti,il v,la s,pour,vous,déjà,este,artí,susc,"
        "para,ya e,ya s,assi,já é,já s,sei ,hai ,dit ,al a,этот,стат,текс,уже ,هذا ,"
        "本,此,该,开,開,成,付,订,訂,こ,続,残,有,会,이,期,网,網,站,值,执,執,视,視,新,责,責,编,編,审,審,监,監,终,初,复,排,美,校,편,版,免,平,特,郑,鄭,著,未,転,無,무,저,凡,转,轉,原,文,来,來,稿,"
        "消,以,留,发,發,登,请,コ,댓,로,扫,点,关,订,加,メ,뉴,구,阅,閱,浏,瀏,點,访,观,觀,人,조"
    ).split(",")
)
_FIRST_WORD = re.compile(r"\w")


def rule_of_line(text: str) -> str | None:
    """The rule that takes a line out of the body by its words alone (as in `body_rules.RULES`); None when none does.

    >>> rule_of_line("Editor: John Smith"), rule_of_line("Tous droits réservés."), rule_of_line("本网讯 大桥合龙。")
    ('editor_line', 'notice', None)
    """
    size = len(text)
    control = rule_of_control(text)
    if control is not None:
        return control
    if size > _NOTICE_SIZE or not may_tell(text):
        return None
    if (size <= _LINE and _NOTICE.match(text)) or _LONG_NOTICE.match(text):
        return "notice"
    if _COMMENT.match(text):
        return "comment"
    if size <= _INVITATION and _INVITES.match(text):
        return "newsletter"
    if size <= _INVITATION and PAYWALL.match(text):
        return "paywall"
    if size <= _SHORT and _VIEWS.match(text):
        return "view_counter"
    if size > _LINE:
        return None
    if _FORMER_TITLE.match(text):
        return "title"
    if _EDITED_BY.match(text) or _EDITOR.match(text):
        return "editor_line"
    if _PRINTED.match(text):
        return "source_line"
    return "source_line" if _SOURCE.match(text) else None


def may_tell(text: str) -> bool:
    """A quick look that most lines do not pass: at the first letters, and at the marks before them."""
    first = _FIRST_WORD.search(text)
    if first is None:
        return "©" in text
    at = first.start()
    if at and not {"©", "《"}.isdisjoint(text[:at]):
        return True
    opening = text[at : at + 4].lower()
    letter = opening[:1]
    return (
        opening in _OPENING_LETTERS
        or letter in _OPENING_LETTERS
        or opening[:2] == "c)"
        or (letter.isdecimal() and len(text) <= _SHORT)
    )
