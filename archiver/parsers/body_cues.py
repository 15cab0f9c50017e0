"""Words that give a short block away in many languages: read more, share, subscribe, copyright, 责任编辑, 相关阅读 …"""

import re

CUES = ("related", "share", "join", "comment", "legal", "byline", "topic", "action")
"""Kinds of cues, in the order of their numbers (from 1; 0 is none)."""

# What a block opens with; phrases are parted by "|". One of up to four letters must end where a word ends.
_OPENS = {
    "related": (
        "read more|read also|read next|read now|read our|read on|read full|read the full|read about|"
        "also read|see also|see more|related|more from|more on|more stories|more news|more like|"
        "more about|more in|more top|recommended|you may|you might|don't miss|don’t miss|watch:|watch |"
        "listen:|listen |must-read|must read|keep reading|up next|trending|most read|most popular|"
        "most viewed|most shared|popular|latest|previous|next|further reading|editor's pick|"
        "editors’ pick|editors' choice|editor’s choice|"
        "editor's choice|what to read|"
        "top stories|in case you missed|in other news|learn more|dig deeper|go deeper|explore more|"
        "similar|mehr zu|mehr von|mehr aus|mehr lesen|lesen sie|auch interessant|weitere|lire aussi|"
        "lire la suite|lire également|à lire|voir aussi|sur le même|à voir|lea también|lee también|"
        "te puede|más noticias|más sobre|más de|más información|también|leia também|leia mais|veja também|"
        "veja mais|veja a seguir|leggi anche|lees ook|lees meer|læs også|læs mere|les også|les mer|"
        "läs också|läs även|läs mer|lue myös|lue lisää|czytaj|zobacz|przeczytaj|polecane|čtěte|olvasd|"
        "citeşte|citește|читайте|смотрите|по теме|читать|ещё по теме|devamı|ilgili|baca juga|xem thêm|"
        "lihat juga|اقرأ|إقرأ|شاهد|مواضيع|بیشتر|यह भी|ये भी|関連|あわせて|こちらも|관련|추천|많이 본|相关|"
        "相關|延伸|推荐|推薦|热门|熱門|更多|往期|上一篇|下一篇|点击|點擊|看更多|你可能|猜你|精彩|热点|"
        "今日|最新"
    ),
    "share": (
        "share|follow|tweet|e-mail|email|like us|join us|copy link|save|bookmark|compartir|compartilh|"
        "partager|teilen|condividi|поделит|udostępnij|delen|dela|paylaş|bagikan|chia sẻ|siga-nos|síguenos|"
        "suivez|folgen|شارك|シェア|공유|分享|收藏|转发|打印|关注"
    ),
    "join": (
        "subscribe|sign up|sign-up|signup|log in|log-in|login|sign in|register|get the|get our|get more|"
        "get all|join our|join the|join now|join today|join over|join more|enter your|your e-mail|"
        "your email|want more|want to|enjoyed this|enjoyed our|enjoying this|enjoying our|enjoy this|"
        "enjoy our|support|become a|already a|start your|try|stay up|stay informed|stay connected|abonn|"
        "jetzt|inscri|suscr|assine|iscriviti|подпис|registr|abone|langganan|登录|登入|注册|註冊|订阅|訂閱|"
        "会员|會員|下载|下載|ログイン|会員|구독|로그인"
    ),
    "comment": (
        "comment|leave a|reply|replies|post a|add a|add your|view all comments|view comments|"
        "show comments|no comments|join the conversation|what do you think|let us know|have your say|"
        "komment|comentar|коммент|yorum|评论|評論|留言|回复|网友|發表|发表|コメント|댓글"
    ),
    "legal": (
        "©|(c)|copyright|all rights|disclaimer|disclosure|note:|editor's note|editor’s note|editors note|"
        "correction|this story was|this story is|this story has|this story may|this story contains|"
        "this story originally|this story first|this article was|this article is|this article has|"
        "this article may|this article contains|this article originally|this article first|this post was|"
        "this post is|this post has|this post may|this post contains|this post originally|this post first|"
        "this content was|this content is|this content has|this content may|this content contains|"
        "this content originally|this content first|the views|opinions expressed|any views|any opinions|"
        "affiliate|we may|we use|we earn|by clicking|by signing|by submitting|by using|terms|privacy|"
        "cookie|alle rechte|tous droits|todos los derechos|版权|版權|免责|免責|声明|聲明|著作|本文|特别|"
        "特別|凡|无断|無断|무단"
    ),
    "byline": (
        "by |by:|von |par |por |di |door |af |av |written|posted|published|updated|last updated|"
        "last modified|author|source|reporting|story by|edited|editing|contribut|photo|image|picture|"
        "credit|file photo|getty|reuters|(ap|ap|courtesy|foto|bild|quelle|fuente|fonte|crédit|автор|"
        "источник|фото|medically reviewed|reviewed by|fact checked|about|責任編輯|責編|編輯|来源|來源|"
        "作者|记者|記者|原标题|原標題|校对|审核|監製|监制|摄影|供图|图源|图片|文/|文｜|文:|文：|"
        "資料圖|资料图|写真|撮影|기자|사진|责|编"
    ),
    "topic": (
        "tag|topic|filed under|categor|keyword|posted in|in this article|in this story|in this post|"
        "in this guide|table of contents|contents|themen|schlagw|mots|etiquetas|temas|теги|标签|標籤|"
        "关键词|關鍵|タグ|태그|目录|目錄"
    ),
    "action": (
        "click|tap |download|check out|find out|view|show|load|see all|open|continue|back to|go to|skip|"
        "sponsored|promoted|ad|ads|advertisement|advertising|werbung|anzeige|publici|story continues|"
        "article continues|scroll|close|"
        "menu|search|home|contact|buy|shop|book|request|schedule|call|visit|order|play|listen|print|广告|"
        "廣告|広告|展开|收起|返回|首页|首頁|全文|打开|광고|小字|中字|大字|字号|【"
    ),
}
# What a block holds anywhere.
_HOLDS = {
    "related": (
        "相关阅读|相关新闻|相关报道|相关文章|相关链接|相關閱讀|相關新聞|相關報導|相關文章|延伸阅读|"
        "延伸閱讀|推荐阅读|猜你喜欢|更多精彩|点击查看|点击进入"
    ),
    "share": ("分享|扫一扫|扫码|微信|微博|公众号|二维码|公眾號"),
    "join": ("客户端|訂閱|订阅"),
    "comment": ("留言|评论|評論"),
    "legal": (
        "©|版权|版權|转载|轉載|免责|免責|著作權|著作权|未经|無断|不代表|举报|侵权|本网|备案|저작권|"
        "무단|все права|réservés"
    ),
    "byline": (
        "责任编辑|責任編輯|责编|編輯:|編輯：|编辑:|编辑：|来源:|来源：|來源:|來源：|作者:|作者：|记者:|记者：|记者/"
    ),
}

_LEADING = " \"'“‘«»>→▶►•·*|-–—[(（【「『<#/:：\n"
_SHORT_WORD = 4


def _by_first_letters() -> dict[str, list[tuple[str, int]]]:
    """The phrases by their first three letters, shorter ones by all of theirs."""
    table: dict[str, list[tuple[str, int]]] = {}
    for number, kind in enumerate(CUES, 1):
        for phrase in _OPENS[kind].split("|"):
            table.setdefault(phrase[:3], []).append((phrase, number))
    return table


_OPENING = _by_first_letters()
_HOLDING = {phrase: n for n, kind in enumerate(CUES, 1) for phrase in _HOLDS.get(kind, "").split("|") if phrase}
_HOLDING_ANY = re.compile("|".join(re.escape(p) for p in sorted(_HOLDING, key=len, reverse=True)))


def opening_cue(text: str) -> int:
    """Number of the kind of cue that a lower-case text opens with; 0 for none.

    >>> CUES[opening_cue("share this story") - 1]
    'share'
    >>> opening_cue("the council met on monday")
    0
    """
    text = text.lstrip(_LEADING)
    for key in (text[:3], text[:2], text[:1]):
        for phrase, number in _OPENING.get(key, ()):
            if text.startswith(phrase) and (
                len(phrase) > _SHORT_WORD or not phrase.isascii() or not text[len(phrase) : len(phrase) + 1].isalpha()
            ):
                return number
    return 0


def inner_cue(text: str) -> int:
    """Number of the kind of cue that a lower-case text holds anywhere; 0 for none, and for texts in ASCII.

    English words have learned weights of their own (body_lexicon.py), which costs less than looking for phrases.

    >>> CUES[inner_cue("（责任编辑：李明）") - 1]
    'byline'
    """
    if text.isascii():
        return 0
    found = _HOLDING_ANY.search(text)
    return _HOLDING[found.group()] if found else 0
