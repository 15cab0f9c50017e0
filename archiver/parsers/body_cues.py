"""Words that give a short block away: read more, share, subscribe, copyright, 责任编辑, 相关阅读 … in many languages."""

import re

CUES = ("related", "share", "join", "comment", "legal", "byline", "topic", "action")
"""Kinds of cues, in the order of their numbers (from 1; 0 is none)."""

# What a block opens with. Words end at a word boundary where the script has one.
_OPENS = {
    "related": r"read (?:more|also|next|now|our|on|full|the full|about)|also read|see (?:also|more)|related|more (?:from|on|stories|news|like|about|in|top)|recommended|you (?:may|might)"
    r"|don.t miss|watch[: ]|listen[: ]|must.read|keep reading|up next|trending|most (?:read|popular|viewed|shared)|popular|latest|previous|next|further reading|editor.?s.? (?:picks?|choice)"
    r"|what to read|top stories|in case you missed|in other news|learn more|dig deeper|go deeper|explore more|similar|mehr (?:zum|zu|von|aus|lesen)|lesen sie|auch interessant|weitere|lire (?:aussi|la suite|également)"
    r"|à lire|voir aussi|sur le même|à voir|lea también|lee también|te puede|más (?:noticias|sobre|de|información)|también|leia (?:também|mais)|veja (?:também|mais|a seguir)"
    r"|leggi anche|lees ook|lees meer|læs også|læs mere|les også|les mer|läs (?:också|även|mer)|lue (?:myös|lisää)|czytaj|zobacz|przeczytaj|polecane|čtěte|olvasd|citeşte|citește|citește și"
    r"|читайте|смотрите|по теме|читать|ещё по теме|devamı|ilgili|baca juga|xem thêm|lihat juga|اقرأ|إقرأ|شاهد|مواضيع|بیشتر|यह भी|ये भी|関連|あわせて|こちらも|関連記事|관련|추천|많이 본"
    r"|相关|相關|延伸|推荐|推薦|热门|熱門|更多|往期|上一篇|下一篇|点击|點擊|看更多|你可能|猜你|精彩|热点|今日|最新",
    "share": r"share|follow|tweet|e-?mail|like us|join us|copy link|save|bookmark|compartir|compartilh|partager|teilen|condividi|поделит|udostępnij|delen|dela|paylaş"
    r"|bagikan|chia sẻ|siga-nos|síguenos|suivez|folgen|شارك|シェア|공유|分享|收藏|转发|打印|关注",
    "join": r"subscribe|sign[ -]?up|log[ -]?in|sign in|register|get (?:the|our|more|all)|join (?:our|the|now|today|over|more)|enter your|your e-?mail|want (?:more|to)|enjoy(?:ed|ing)? (?:this|our)"
    r"|support|become a|already a|start your|try|stay (?:up|informed|connected)|abonn|jetzt|inscri|suscr|assine|iscriviti|подпис|registr|abone|langganan|登录|登入|注册|註冊|订阅|訂閱|会员|會員|下载|下載|ログイン|会員|구독|로그인",
    "comment": r"comments?|leave a|repl(?:y|ies)|post a|add (?:a|your)|view (?:all )?comments|show comments|\d+ comments?|no comments|join the conversation|what do you think|let us know|have your say"
    r"|komment|comentar|commentaires?|commenta|коммент|yorum|评论|評論|留言|回复|网友|發表|发表|コメント|댓글",
    "legal": r"©|\(c\)|copyright|all rights|disclaimer|disclosure|note:|editor.?s note|correction|this (?:story|article|post|content) (?:was|is|has|may|contains|originally|first)|the views"
    r"|opinions expressed|any (?:views|opinions)|affiliate|we (?:may|use|earn)|by (?:clicking|signing|submitting|using)|terms|privacy|cookie|alle rechte|tous droits|todos los derechos|版权|版權|免责|免責|声明|聲明|著作|本文|特别|特別|凡|无断|無断|무단",
    "byline": r"by |by:|von |par |por |di |door |af |av |written|posted|published|updated|last (?:updated|modified)|author|source|sources|reporting|story by|edited|editing|contribut|photos?\b|photograph|images?\b"
    r"|pictured?\b|credit|file photo|getty|reuters|\(?ap\)?\b|courtesy|foto|bild|quelle|fuente|fonte|créditos?|crédit|автор|источник|фото|medically reviewed|reviewed by|fact checked|about the author|about"
    r"|责任编辑|責任編輯|责编|責編|编辑|編輯|来源|來源|作者|记者|記者|原标题|原標題|校对|审核|監製|监制|摄影|供图|图源|图片|文[/|｜:：]|資料圖|资料图|写真|撮影|기자|사진|（?\(?责|（?\(?编",
    "topic": r"tags?\b|topics?\b|filed under|categor|keywords?|posted in|in this (?:article|story|post|guide)|table of contents|contents|themen|schlagw|mots|etiquetas|temas|теги|标签|標籤|关键词|關鍵|タグ|태그|目录|目錄",
    "action": r"click|tap |download|check out|find out|view|show|load|see all|open|continue|back to|go to|skip|advert|sponsored|promoted|ad\b|werbung|anzeige|publici|advertentie|story continues"
    r"|article continues|scroll|loading|close|menu|search|home|contact|buy|shop|book|request|schedule|call|visit|order|play|listen|print|广告|廣告|広告|展开|收起|返回|首页|首頁|全文|打开|광고|小字|中字|大字|字号|【",
}  # fmt: skip
# What a block holds anywhere.
_HOLDS = {
    "related": r"相关(?:阅读|新闻|报道|文章|链接)|相關(?:閱讀|新聞|報導|文章)|延伸(?:阅读|閱讀)|推荐阅读|猜你喜欢|更多精彩|点击(?:查看|进入)|read more|click here",
    "share": r"facebook|whatsapp|instagram|telegram|twitter|linkedin|分享|扫一扫|扫码|微信|微博|公众号|二维码|公眾號",
    "join": r"newsletter|subscri|sign[ -]?up|log in|sign in|inbox|free trial|unlimited access|premium|donat|客户端|訂閱|订阅|abonn|podcast",
    "comment": r"comments? (?:are|below|section)|留言|评论|評論",
    "legal": r"©|copyright|all rights reserved|rights reserved|terms of (?:use|service)|privacy policy|cookies?\b|commission|affiliate|版权|版權|转载|轉載|免责|免責|著作權|著作权|未经|無断|不代表|举报|侵权|本网|备案|저작권|무단|все права|reservados|réservés|vorbehalten",
    "byline": r"责任编辑|責任編輯|责编|編輯[:：]|编辑[:：]|来源[:：]|來源[:：]|作者[:：]|记者[:：/]|getty images|shutterstock|istock|unsplash|min(?:ute)?s? read|reading time|@[\w.]+\.[a-z]{2,}",
}  # fmt: skip


def _pattern(table: dict[str, str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{kind}>{words})" for kind, words in table.items()))


_OPENING = _pattern(_OPENS)
_HOLDING = _pattern(_HOLDS)
# The same without groups: the engine then looks for first letters only, and most texts hold none of the words.
_HOLDING_ANY = re.compile("|".join(_HOLDS.values()))
_LEADING = " \"'“‘«»>→▶►•·*|-–—[(（【「『<#/:：\n"
_NUMBER = {kind: i for i, kind in enumerate(CUES, 1)}


def opening_cue(text: str) -> int:
    """Number of the kind of cue that a lower-case text opens with; 0 for none.

    >>> CUES[opening_cue("share this story") - 1]
    'share'
    >>> opening_cue("the council met on monday")
    0
    """
    found = _OPENING.match(text.lstrip(_LEADING))
    return _NUMBER[found.lastgroup] if found and found.lastgroup else 0


def inner_cue(text: str) -> int:
    """Number of the kind of cue that a lower-case text holds anywhere; 0 for none.

    >>> CUES[inner_cue("（责任编辑：李明）") - 1]
    'byline'
    """
    hit = _HOLDING_ANY.search(text)
    found = _HOLDING.match(text, hit.start()) if hit else None
    return _NUMBER[found.lastgroup] if found and found.lastgroup else 0
