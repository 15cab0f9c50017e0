"""Words of a page's controls and of its gate for payers, alone on a line; often no class sets them apart."""

import re

_ADVERTS = (
    "ad|ads|advert|advertisement|advertisements|advertising|sponsored|sponsored content|promoted|anzeige|anzeigen|"
    "werbung|publicité|publicidad|publicidade|pubblicità|advertentie|annonse|annons|annonce|mainos|reklam|reklama|reklame|"
    "hirdetés|publicitate|реклама|διαφήμιση|广告|廣告|広告|광고|quảng cáo|โฆษณา|iklan|إعلان|اعلان|آگهی|פרסומת|विज्ञापन|"
    "story continues below advertisement|article continues below advertisement|advertisement - story continues below|"
    "advertisement. scroll to continue reading|advertisement continue reading the main story|"
    "continue reading the main story|scroll to continue|scroll to continue with content"
)
_BUTTONS = (
    "share|share this|share this article|share this story|share article|tweet|reply|print|print this page|copy link|"
    "copy url|link copied|read more|show more|load more|see more|view more|show less|close|back to top|report|"
    "click to share|listen to this article|add to favorites|add to bookmarks|teilen|drucken|artikel teilen|"
    "mehr anzeigen|nach oben|partager|imprimer|lire la suite|voir plus|compartir|imprimir|leer más|ver más|"
    "compartilhar|leia mais|condividi|stampa|leggi tutto|delen|dela|del|jaa|udostępnij|drukuj|sdílet|megosztás|"
    "поделиться|распечатать|читать далее|показать ещё|поширити|paylaş|yazdır|bagikan|chia sẻ|in bài viết|แชร์|"
    "分享|分享到|收藏|点赞|點讚|打印|打印本页|关闭窗口|返回顶部|回到顶部|展开全文|展开|收起|阅读全文|查看更多|点击查看更多|"
    "加载更多|显示全部|举报|分享文章|列印|友善列印|看更多|展開全文|共有|シェア|シェアする|ツイート|印刷|もっと見る|続きを読む|"
    "공유|공유하기|더보기|인쇄|좋아요|مشاركة|شارك|طباعة|اقرأ المزيد|المزيد|اشتراک گذاری|שתף|שיתוף|הדפסה|साझा करें|शेयर करें"
)
_CONTROLS = dict.fromkeys(_ADVERTS.split("|"), "advert") | dict.fromkeys(_BUTTONS.split("|"), "button")
_COUNTER = re.compile(r"\d{1,3}\s(?:of|von|de|di|sur|dari|из|van|av)\s\d{1,3}(?:\s\w{1,12})?", re.IGNORECASE)
"""Which picture of how many, which page of how many: 3 of 12, 2 dari 8 halaman."""
_LONGEST, _MARKS = 50, " \t\n.:：…·|>»›→▼▲+-–—()（）[]【】*"

PAYWALL = re.compile(
    r"""^\W*(?:
        subscribe\ (?:now\ |today\ )?(?:to|for)\ (?:full|unlimited|complete|continue|keep|read|unlock|get\ full)\b
        | to\ (?:continue|keep)\ reading\b | (?:continue|keep)\ reading\ (?:with|by|for)\b
        | already\ an?\ (?:subscriber|member)\b
        | this\ (?:article|story|content|post)\ is\ (?:only\ )?(?:available\ |reserved\ )?
            (?:only\ |exclusive\ |exclusively\ )?(?:for|to)\ (?:our\ |paid\ |paying\ |premium\ )?(?:subscribers|members)
        | you(?:\ have|['’]ve)\ (?:reached\ your|no\ more|\d+|one|two|three)\ (?:limit\ of\ )?free\ (?:article|stor)
        | dieser\ (?:artikel|inhalt|text)\ ist\ (?:nur\ |exklusiv\ )?für\ abonnent
        | (?:jetzt\ )?(?:mit\ \S{2,20}\ )?weiterlesen\ mit\b | (?:sie\ (?:haben|sind)\ )?bereits\ (?:ein\ abo|abonnent)
        | (?:cet\ )?article\ (?:est\ )?réservé\ aux\ abonnés | il\ vous\ reste\ [\d.,]+\s?%\ de\ cet
        | la\ suite\ est\ réservée | pour\ lire\ la\ suite\b | (?:vous\ êtes\ )?déjà\ abonné
        | (?:este\ )?(?:contenido|artículo)\ (?:es\ )?(?:exclusivo|solo)\ para\ suscriptores
        | suscríbete\ para\ (?:seguir|leer) | para\ seguir\ leyendo | ¿?ya\ (?:eres|soy)\ suscriptor
        | (?:este\ )?conteúdo\ (?:é\ )?exclusivo\ para\ assinantes | assine\ para\ (?:continuar|ler)
        | já\ (?:é|sou)\ assinante | (?:contenuto|articolo)\ (?:riservato|esclusivo)\ (?:agli|per\ gli)\ abbonati
        | sei\ già\ abbonato | hai\ già\ un\ abbonamento | dit\ artikel\ is\ (?:alleen|exclusief)\ voor\ abonnees
        | al\ abonnee\b | redan\ prenumerant | allerede\ abonnent
        | (?:этот\ )?(?:материал|статья|текст)\ доступ(?:ен|на)\ (?:только\ )?(?:по\ подписке|подписчикам)
        | уже\ есть\ подписка
        | (?:本文|此文|该文|该文章|本篇|以下内容|以下內容)(?:为|為|仅|僅|仅限|僅限|限|是|需)
            (?:会员|會員|付费|付費|订阅|訂閱|vip|收费)
        | (?:开通|開通|成为|成為|加入)(?:会员|會員|vip)[^。]{0,8}(?:阅读|閱讀|查看|观看|解锁|解鎖)
        | (?:登录|登錄|登入)(?:后|後)(?:可)?(?:查看|阅读|閱讀|继续)
        | (?:付费|付費|订阅|訂閱)(?:后|後)?(?:即可|可)?(?:阅读|閱讀|查看)全文
        | (?:この|本)(?:記事|コンテンツ)は(?:有料|会員|登録|プレミアム) | 残り\s?[:：]?\s?[\d,]+\s?文字
        | (?:この)?続き(?:を|は|の)[^。]{0,10}(?:会員|ログイン|登録|有料|購読)
        | (?:有料)?会員(?:限定|登録)(?:記事|すると|で|の) | ここから先は(?:有料|会員)
        | 이\ (?:기사|콘텐츠)는\ (?:유료|회원|구독) | هذا\ (?:المحتوى|المقال)\ (?:متاح\ )?(?:للمشتركين|حصري)
    )""",
    re.IGNORECASE | re.VERBOSE,
)
"""What a page says to readers who have not paid, instead of the rest."""


def rule_of_control(text: str) -> str | None:
    """The rule for a line that is nothing but a control's word or the mark of an advert; None when it is more.

    >>> rule_of_control("— Advertisement —"), rule_of_control("3 of 12"), rule_of_control("Share prices fell.")
    ('advert', 'button', None)
    """
    if len(text) > _LONGEST:
        return None
    return "button" if text[:1].isdecimal() and _COUNTER.fullmatch(text) else _CONTROLS.get(text.strip(_MARKS).lower())
