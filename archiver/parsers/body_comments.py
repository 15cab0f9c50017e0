"""Where the comments of readers begin: a heading that says so. Everything after it is theirs, not the article's."""

import re

from archiver.parsers.body_blocks import HEADINGS, Survey

# Comments under a heading look like paragraphs, and on a short article they outweigh it. Only headings count: of the
# same words in links, buttons and lists (a counter above the article) four in ten stand before text of the article.
_ENOUGH = 100
_LONGEST = 160
# Plurals and invitations, by language.
_CERTAIN = (
    r"(?:user |reader |readers['’] |latest |recent |all |top |show |view |no |your )?comments(?: section)?",
    r"(?:leave|post|add|write) an? (?:comment|reply|response)|join the (?:conversation|discussion)|no comments yet",
    r"(?:网友|網友|网民|最新|热门|熱門|全部|精彩|发表|發表|查看|读者|讀者|我要)+(?:评论|評論|留言|回复|回應|跟帖|跟贴)|我来说两句",
    r"(?:评论|評論|留言|跟帖|跟贴)(?:区|區|列表|板)",
    r"みんなのコメント|コメント(?:を残す|する|一覧|を書く)|댓글(?:\s?(?:쓰기|달기|남기기))?",
    r"(?:leser)?kommentare|(?:einen |ihren )?kommentar (?:schreiben|hinterlassen|verfassen)|schreibe? einen kommentar",
    r"(?:laisser|ajouter|poster|écrire) un commentaire|(?:vos |les )?commentaires(?: des lecteurs)?",
    r"(?:deja|dejar|escribe|añade|agregar) (?:un comentario|una respuesta)|(?:los )?comentarios",
    r"(?:deixe|deixar) (?:um comentário|uma resposta|seu comentário)|comentários|lascia un commento|commenti",
    r"(?:geef|plaats) een reactie|(?:оставить|добавить|написать|залишити|додати) (?:комментарий|коментар)",
    r"комментарии|коментарі|dodaj komentarz|komentarze|komentáře|přidat komentář|hozzászólások|szólj hozzá",
    r"kommentarer|(?:skriv|legg igjen|lämna) en kommentar|kommentit|jätä kommentti|yorumlar|yorum (?:yap|yaz)",
    r"comentarii|lasă un (?:comentariu|răspuns)|αφήστε (?:μια απάντηση|ένα σχόλιο)|tinggalkan (?:balasan|komentar)",
    r"ý kiến bạn đọc|ความคิดเห็น|(?:اترك|أضف|اكتب) (?:تعليق|تعليقا|تعليقاً|ردا|ردّا)|التعليقات|ارسال نظر",
    r"نظرات کاربران|הוספת תגובה",
)
# What is as well a heading within an article counts with a number alone.
_COUNTED = (
    r"comments?|responses?|repl(?:y|ies)|discussion|thoughts|评论|評論|留言|回复|回應|跟帖|コメント|kommentare?|commentaires?|"
    r"réactions?|comentarios?|respuestas?|comentários?|comment[oi]|reacties?|комментари[йия]|комментариев|коментар[іь]?|"
    r"komentarz[ey]?|komentáře|diskuz?s?e|hozzászólás|kommentarer|yorum(?:lar)?|comentarii|σχόλια|komentar|"
    r"bình luận|تعليقات|دیدگاه|نظرات|תגובות"
)
_NUMBER = r"[(\[（【]?\s*\d[\d.,\s]*k?\+?\s*[)\]）】]?"
_COMMENTS = re.compile(
    rf"\W*(?:{_NUMBER}\s*)?(?:{'|'.join(_CERTAIN)})(?:\s*cancel reply)?\s*(?:{_NUMBER})?\W*"
    rf"|\W*{_NUMBER}\s*(?:{_COUNTED})\W*|\W*(?:{_COUNTED})\s*[:：]?\s*{_NUMBER}\W*"
    rf"|\W*(?:\d+|one|two|three) (?:comments?|thoughts?|responses?|repl(?:y|ies)) (?:to|on) [“\"‘'«].*",
    re.IGNORECASE,
)


def is_comments_heading(text: str) -> bool:
    """Whether a heading announces the comments of readers, in the languages whose newsrooms we know.

    >>> [is_comments_heading(text) for text in ("3 Comments", "网友评论（12）", "Comment le maire a menti")]
    [True, True, False]
    """
    return len(text) <= _LONGEST and _COMMENTS.fullmatch(text) is not None


def comments_begin(survey: Survey, end: int) -> int:
    """The first block of the readers' comments before `end`, after some likely text; `end` when there is none."""
    size = 0.0
    for i in range(survey.heading + 1, end):
        block = survey.document.blocks[i]
        if size >= _ENOUGH and block.tag in HEADINGS and is_comments_heading(block.text):
            return i
        if survey.worth[i] > 0.5:
            size += survey.sizes[i]
    return end
