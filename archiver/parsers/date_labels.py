"""Words and marks beside a date that say what it is the date of."""

import re
from functools import lru_cache

PUBLISHED_LABEL = re.compile(
    r"publi|post(?:ed|ado)|erstellt|angelegt|issued|first|creat|erschien|veröffentlich|inserito|gepubl|geplaatst|objav|zverejn|vydán"
    r"|dodan|opublik|опублик|дата|yayın|giriş|発行|発表|発信|公開|掲載|配信|投稿|入力|입력|등록|게재|승인"
    r"|发布|發布|發佈|发表|發表|刊登|刊发|出版|上传|(?<![更新修改编辑成文有效实施截止])(?:时间|時間|日期)|تاريخ|نشر|انتشار|đăng|diterbitkan|tayang|skapad"
    r"|udgivet|julkais|megjelen|közzét|pubdate|entry-date|เผยแพร่|โพสต์|प्रकाशित|প্রকাশ|פורסם|δημοσ|жарияла|გამოქვეყნ|հրապար",
    re.IGNORECASE,
)
MODIFIED_LABEL = re.compile(
    r"updat|modif|edited|revised|aktualis|geändert|änderung|modific|\bstand\b|mis à jour|maj\b|actualiz|atualiz"
    r"|aggiorna|ultima"
    r"|bijgewerkt|gewijzigd|aangepast|endret|ændret|muokattu|módosít|modyfik|uprav(?:en|l)|oppdat|opdat|uppdat|uppfær|ändrad|päivitet|aktualiz|ažurir|zaktual|обновл|измен|оновл|güncel"
    r"|son düz|frissít|更新|修改|最后|最後|改訂|수정|편집|최종|تحديث|بروز|به.?روز|diperbarui|cập nhật|ενημέρ"
    r"|ปรับปรุง|อัปเดต|อัพเดท|แก้ไข|अपडेट|संशोधित|আপডেট|হালনাগাদ"
    r"|עודכן|עדכון|жаңарт|განახლ|թարմաց",
    re.IGNORECASE,
)
OTHER_LABEL = re.compile(
    r"\b(?:copyright|since|born|until|expires?|deadline|event|as of|effective|reviewed|checked|ends|valid|through|from"
    r"|comments?|joined|member|version|issue|vol|isbn|tel)|©|\(c\)|电话|電話|截止|有效期|成立|版权|成文|印发|印發|生效|实施|實施",
    re.IGNORECASE,
)
# 5月1日 12:10 更新: a word behind its date, unless a colon or another date shows it to be the next one's label.
CHANGED_BEHIND = re.compile(r"[\s)）]{0,3}(?:更新|修改|updated)(?!\s?[:：\d日时時于於])")


@lru_cache(maxsize=4096)
def kind_of_label(label: str) -> tuple[bool, str | None]:
    """Whether a label says anything, and what its last word says; the labels of a site's pages are always the same."""
    best, kind = -1, None
    for name, pattern in (("published", PUBLISHED_LABEL), ("modified", MODIFIED_LABEL), (None, OTHER_LABEL)):
        for match in pattern.finditer(label):
            if match.start() > best:
                best, kind = match.start(), name
    return best >= 0, kind


@lru_cache(maxsize=4096)
def kind_of_marks(marks: str) -> str:
    """What an element's class, id and itemprop say of the date in it: "published", "modified" or "unlabelled"."""
    if re.search(r"modif|updat", marks) and "publi" not in marks:
        return "modified"
    if re.search(r"datepubl|published|pubdate|pub-date|pubtime|entry-date|posted", marks):
        return "published"
    return "unlabelled"
