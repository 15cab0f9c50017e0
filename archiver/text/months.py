"""Month names in some fifty languages, as a table from word to number."""

import unicodedata
from functools import cache

# A language a line: twelve groups parted by commas, in each the forms in use (nominative, genitive, abbreviation).
# Source: the month names of Unicode CLDR 45, with the forms that newspapers print beside them.
_NAMES: dict[str, str] = {
    "en": (
        "january jan, february feb, march mar, april apr, may, june jun, july jul, august aug, september sept "
        "sep, october oct, november nov, december dec"
    ),
    "de": (
        "januar jänner jan jän, februar feber feb, märz maerz mär mrz, april apr, mai, juni jun, juli jul, "
        "august aug, september sept sep, oktober okt, november nov, dezember dez"
    ),
    "fr": (
        "janvier janv jan, février fevrier févr fév, mars, avril avr, mai, juin, juillet juil, août aout, "
        "septembre sept, octobre oct, novembre nov, décembre decembre déc"
    ),
    "es": (
        "enero ene, febrero feb, marzo mar, abril abr, mayo may, junio jun, julio jul, agosto ago, septiembre "
        "setiembre sept sep, octubre oct, noviembre nov, diciembre dic"
    ),
    "pt": (
        "janeiro jan, fevereiro fev, março marco mar, abril abr, maio mai, junho jun, julho jul, agosto ago, "
        "setembro set, outubro out, novembro nov, dezembro dez"
    ),
    "it": (
        "gennaio gen, febbraio feb, marzo mar, aprile apr, maggio mag, giugno giu, luglio lug, agosto ago, "
        "settembre set sett, ottobre ott, novembre nov, dicembre dic"
    ),
    "ca": (
        "gener gen, febrer febr, març, abril abr, maig, juny, juliol jul, agost ag, setembre set, octubre "
        "oct, novembre nov, desembre des"
    ),
    "gl": (
        "xaneiro xan, febreiro feb, marzo mar, abril abr, maio, xuño, xullo, agosto ago, setembro set, "
        "outubro out, novembro nov, decembro dec"
    ),
    "ro": (
        "ianuarie ian, februarie feb, martie mar, aprilie apr, mai, iunie iun, iulie iul, august aug, "
        "septembrie sept, octombrie oct, noiembrie noi, decembrie dec"
    ),
    "nl": (
        "januari jan, februari feb, maart mrt, april apr, mei, juni jun, juli jul, augustus aug, september "
        "sep, oktober okt, november nov, december dec"
    ),
    "af": (
        "januarie jan, februarie feb, maart mrt, april apr, mei, junie jun, julie jul, augustus aug, "
        "september sep, oktober okt, november nov, desember des"
    ),
    "sv": (
        "januari jan, februari feb, mars mar, april apr, maj, juni jun, juli jul, augusti aug, september sep "
        "sept, oktober okt, november nov, december dec"
    ),
    "da": (
        "januar jan, februar feb, marts mar, april apr, maj, juni jun, juli jul, august aug, september sep "
        "sept, oktober okt, november nov, december dec"
    ),
    "no": (
        "januar jan, februar feb, mars mar, april apr, mai, juni jun, juli jul, august aug, september sep "
        "sept, oktober okt, november nov, desember des"
    ),
    "is": (
        "janúar jan, febrúar feb, mars mar, apríl apr, maí, júní jún, júlí júl, ágúst ágú, september sep, "
        "október okt, nóvember nóv, desember des"
    ),
    "fi": (
        "tammikuu tammikuuta tammi, helmikuu helmikuuta helmi, maaliskuu maaliskuuta maalis, huhtikuu "
        "huhtikuuta huhti, toukokuu toukokuuta touko, kesäkuu kesäkuuta kesä, heinäkuu heinäkuuta heinä, "
        "elokuu elokuuta elo, syyskuu syyskuuta syys, lokakuu lokakuuta loka, marraskuu marraskuuta marras, "
        "joulukuu joulukuuta joulu"
    ),
    "et": (
        "jaanuar jaan, veebruar veebr, märts, aprill apr, mai, juuni, juuli, august aug, september sept, "
        "oktoober okt, november nov, detsember dets"
    ),
    "lv": (
        "janvāris janvārī janv, februāris februārī febr, marts martā, aprīlis aprīlī apr, maijs maijā, jūnijs "
        "jūnijā jūn, jūlijs jūlijā jūl, augusts augustā aug, septembris septembrī sept, oktobris oktobrī okt, "
        "novembris novembrī nov, decembris decembrī dec"
    ),
    "lt": (
        "sausio sausis saus, vasario vasaris vas, kovo kovas, balandžio balandis bal, gegužės gegužė geg, "
        "birželio birželis birž, liepos liepa, rugpjūčio rugpjūtis rugp, rugsėjo rugsėjis rugs, spalio spalis "
        "spal, lapkričio lapkritis lapkr, gruodžio gruodis gruod"
    ),
    "pl": (
        "stycznia styczeń sty, lutego luty lut, marca marzec mar, kwietnia kwiecień kwi, maja maj, czerwca "
        "czerwiec cze, lipca lipiec lip, sierpnia sierpień sie, września wrzesień wrz, października "
        "październik paź, listopada listopad lis, grudnia grudzień gru"
    ),
    "cs": (
        "ledna leden led, února únor úno, března březen bře, dubna duben dub, května květen kvě, června "
        "červen čvn, července červenec čvc, srpna srpen srp, září zář, října říjen říj, listopadu listopad "
        "lis, prosince prosinec pro"
    ),
    "sk": (
        "januára január jan, februára február feb, marca marec mar, apríla apríl apr, mája máj, júna jún, "
        "júla júl, augusta august aug, septembra september sep, októbra október okt, novembra november nov, "
        "decembra december dec"
    ),
    "sl": (
        "januarja januar jan, februarja februar feb, marca marec mar, aprila april apr, maja maj, junija "
        "junij jun, julija julij jul, avgusta avgust avg, septembra september sep, oktobra oktober okt, "
        "novembra november nov, decembra december dec"
    ),
    "hr": (
        "siječnja siječanj sij, veljače veljača velj, ožujka ožujak ožu, travnja travanj tra, svibnja svibanj "
        "svi, lipnja lipanj lip, srpnja srpanj srp, kolovoza kolovoz kol, rujna rujan ruj, listopada listopad "
        "lis, studenoga studenog studeni stu, prosinca prosinac pro"
    ),
    "sr": (
        "januar januara јануар јануара jan јан, februar februara фебруар фебруара feb феб, mart marta март "
        "марта, april aprila април априла apr апр, maj maja мај маја, jun juna juni јун јуна јуни, jul jula "
        "juli јул јула јули, avgust avgusta август августа avg авг, septembar septembra септембар септембра "
        "sep сеп, oktobar oktobra октобар октобра okt окт, novembar novembra новембар новембра nov нов, "
        "decembar decembra децембар децембра dec дец"
    ),
    "mk": (
        "јануари јан, февруари фев, март, април апр, мај, јуни јун, јули јул, август авг, септември сеп, "
        "октомври окт, ноември ное, декември дек"
    ),
    "bg": (
        "януари яну, февруари фев, март, април апр, май, юни, юли, август авг, септември сеп, октомври окт, "
        "ноември ное, декември дек"
    ),
    "ru": (
        "января январь янв, февраля февраль фев февр, марта март мар, апреля апрель апр, мая май, июня июнь "
        "июн, июля июль июл, августа август авг, сентября сентябрь сен сент, октября октябрь окт, ноября "
        "ноябрь ноя нояб, декабря декабрь дек"
    ),
    "uk": (
        "січня січень січ, лютого лютий лют, березня березень бер, квітня квітень квіт, травня травень трав, "
        "червня червень черв, липня липень лип, серпня серпень серп, вересня вересень вер, жовтня жовтень "
        "жовт, листопада листопад лист, грудня грудень груд"
    ),
    "be": (
        "студзеня студзень, лютага люты, сакавіка сакавік, красавіка красавік, мая май, чэрвеня чэрвень, "
        "ліпеня ліпень, жніўня жнівень, верасня верасень, кастрычніка кастрычнік, лістапада лістапад, снежня "
        "снежань"
    ),
    "el": (
        "ιανουαρίου ιανουάριος ιαν, φεβρουαρίου φεβρουάριος φεβ, μαρτίου μάρτιος μαρ, απριλίου απρίλιος απρ, "
        "μαΐου μάιος μαϊ μαι, ιουνίου ιούνιος ιουν, ιουλίου ιούλιος ιουλ, αυγούστου αύγουστος αυγ, "
        "σεπτεμβρίου σεπτέμβριος σεπ, οκτωβρίου οκτώβριος οκτ, νοεμβρίου νοέμβριος νοε, δεκεμβρίου δεκέμβριος "
        "δεκ"
    ),
    "hu": (
        "január jan, február febr, március márc, április ápr, május máj, június jún, július júl, augusztus "
        "aug, szeptember szept, október okt, november nov, december dec"
    ),
    "tr": (
        "ocak oca, şubat şub, mart mar, nisan nis, mayıs may, haziran haz, temmuz tem, ağustos ağu, eylül "
        "eyl, ekim eki, kasım kas, aralık ara"
    ),
    "az": (
        "yanvar yan, fevral fev, mart mar, aprel apr, may, iyun, iyul, avqust avq, sentyabr sen, oktyabr okt, "
        "noyabr noy, dekabr dek"
    ),
    "sq": "janar, shkurt, mars, prill, maj, qershor, korrik, gusht, shtator, tetor, nëntor, dhjetor",
    "eu": (
        "urtarrilaren urtarrila urtarrilak, otsailaren otsaila, martxoaren martxoa, apirilaren apirila, "
        "maiatzaren maiatza, ekainaren ekaina, uztailaren uztaila, abuztuaren abuztua, irailaren iraila, "
        "urriaren urria, azaroaren azaroa, abenduaren abendua"
    ),
    "ga": (
        "eanáir, feabhra, márta, aibreán, bealtaine, meitheamh, iúil, lúnasa, meán fómhair, deireadh fómhair, "
        "samhain, nollaig"
    ),
    "cy": "ionawr, chwefror, mawrth, ebrill, mai, mehefin, gorffennaf, awst, medi, hydref, tachwedd, rhagfyr",
    "id": (
        "januari jan, februari feb, maret mar, april apr, mei, juni jun, juli jul, agustus agu agt, september "
        "sep, oktober okt, november nov, desember des"
    ),
    "ms": (
        "januari jan, februari feb, mac, april apr, mei, jun, julai jul, ogos ogo, september sep, oktober "
        "okt, november nov, disember dis"
    ),
    "tl": "enero, pebrero, marso, abril, mayo, hunyo, hulyo, agosto, setyembre, oktubre, nobyembre, disyembre",
    "sw": "januari, februari, machi, aprili, mei, juni, julai, agosti, septemba, oktoba, novemba, desemba",
    "zu": ("januwari, februwari, mashi, ephreli, meyi, juni, julayi, agasti, septhemba, okthoba, novemba, disemba"),
    "vi": (
        "tháng một, tháng hai, tháng ba, tháng tư, tháng năm, tháng sáu, tháng bảy, tháng tám, tháng chín, "
        "tháng mười, tháng mười_một, tháng mười_hai"
    ),
    "ar": (
        "يناير جانفي كانون_الثاني, فبراير فيفري شباط, مارس آذار اذار, أبريل ابريل إبريل أفريل نيسان, مايو ماي "
        "أيار ايار, يونيو يونية جوان حزيران, يوليو يوليوز يولية جويلية تموز, أغسطس اغسطس غشت أوت آب اب, "
        "سبتمبر شتنبر أيلول ايلول, أكتوبر اكتوبر تشرين_الأول تشرين_الاول, نوفمبر نونبر تشرين_الثاني, ديسمبر "
        "دجنبر كانون_الأول كانون_الاول"
    ),
    "fa": "ژانویه, فوریه, مارس, آوریل, مه می, ژوئن, ژوئیه جولای, اوت آگوست, سپتامبر, اکتبر, نوامبر, دسامبر",
    "ur": "جنوری, فروری, مارچ, اپریل, مئی, جون, جولائی, اگست, ستمبر, اکتوبر, نومبر, دسمبر",
    "he": (
        "ינואר בינואר, פברואר בפברואר, מרץ מרס במרץ במרס, אפריל באפריל, מאי במאי, יוני ביוני, יולי ביולי, "
        "אוגוסט באוגוסט, ספטמבר בספטמבר, אוקטובר באוקטובר, נובמבר בנובמבר, דצמבר בדצמבר"
    ),
    "hi": (
        "जनवरी जन, फ़रवरी फरवरी फ़र, मार्च, अप्रैल, मई, जून, जुलाई जुल, अगस्त अग, सितंबर सितम्बर सित, अक्टूबर "
        "अक्तूबर अक्टू, नवंबर नवम्बर नव, दिसंबर दिसम्बर दिस"
    ),
    "mr": "जानेवारी, फेब्रुवारी, मार्च, एप्रिल, मे, जून, जुलै, ऑगस्ट, सप्टेंबर, ऑक्टोबर, नोव्हेंबर, डिसेंबर",
    "bn": ("জানুয়ারি জানুয়ারী, ফেব্রুয়ারি ফেব্রুয়ারী, মার্চ, এপ্রিল, মে, জুন, জুলাই, আগস্ট আগষ্ট, সেপ্টেম্বর, অক্টোবর, নভেম্বর, ডিসেম্বর"),
    "ta": "ஜனவரி, பிப்ரவரி, மார்ச், ஏப்ரல், மே, ஜூன், ஜூலை, ஆகஸ்ட், செப்டம்பர், அக்டோபர், நவம்பர், டிசம்பர்",
    "te": ("జనవరి, ఫిబ్రవరి, మార్చి, ఏప్రిల్, మే, జూన్, జులై జూలై, ఆగస్టు, సెప్టెంబర్, అక్టోబర్, నవంబర్, డిసెంబర్"),
    "th": (
        "มกราคม ม.ค, กุมภาพันธ์ ก.พ, มีนาคม มี.ค, เมษายน เม.ย, พฤษภาคม พ.ค, มิถุนายน มิ.ย, กรกฎาคม ก.ค, "
        "สิงหาคม ส.ค, กันยายน ก.ย, ตุลาคม ต.ค, พฤศจิกายน พ.ย, ธันวาคม ธ.ค"
    ),
    "ka": (
        "იანვარი იან, თებერვალი თებ, მარტი მარ, აპრილი აპრ, მაისი მაი, ივნისი ივნ, ივლისი ივლ, აგვისტო აგვ, "
        "სექტემბერი სექ, ოქტომბერი ოქტ, ნოემბერი ნოე, დეკემბერი დეკ"
    ),
    "hy": (
        "հունվարի հունվար, փետրվարի փետրվար, մարտի մարտ, ապրիլի ապրիլ, մայիսի մայիս, հունիսի հունիս, հուլիսի "
        "հուլիս, օգոստոսի օգոստոս, սեպտեմբերի սեպտեմբեր, հոկտեմբերի հոկտեմբեր, նոյեմբերի նոյեմբեր, դեկտեմբերի "
        "դեկտեմբեր"
    ),
    "kk": "қаңтар, ақпан, наурыз, сәуір, мамыр, маусым, шілде, тамыз, қыркүйек, қазан, қараша, желтоқсан",
    "uz": (
        "yanvar январь, fevral, mart, aprel, may, iyun, iyul, avgust, sentyabr sentabr, oktyabr oktabr, noyabr, dekabr"
    ),
    "my": "ဇန်နဝါရီ, ဖေဖော်ဝါရီ, မတ်, ဧပြီ, မေ, ဇွန်, ဇူလိုင်, ဩဂုတ်, စက်တင်ဘာ, အောက်တိုဘာ, နိုဝင်ဘာ, ဒီဇင်ဘာ",
    "km": "មករា, កុម្ភៈ, មីនា, មេសា, ឧសភា, មិថុនា, កក្កដា, សីហា, កញ្ញា, តុលា, វិច្ឆិកា, ធ្នូ",
}

# The solar months of Iran and Afghanistan; their numbers count in that calendar.
_JALALI = (
    "فروردین حمل,اردیبهشت ثور,خرداد جوزا,تیر سرطان,مرداد امرداد اسد,شهریور سنبله,مهر میزان,آبان عقرب,آذر قوس,دی جدی,"
    "بهمن دلو,اسفند حوت"
)
_NEIGHBOURS = {"nb": "no", "nn": "no", "bs": "sr", "sh": "hr", "fil": "tl", "in": "id", "iw": "he", "gsw": "de"}


def month_number(word: str, language: str | None = None) -> int | None:
    """The month that a word names, 1 to 12; the page's own language first, then English, then full names of any.

    None when the word is no month's name, or when languages disagree and the page's is not known.

    >>> month_number("Juli"), month_number("листопада", "uk"), month_number("out", "pt"), month_number("out")
    (7, 11, 10, None)
    """
    key = fold_month(word)
    primary = (language or "").partition("-")[0].lower()
    primary = _NEIGHBOURS.get(primary, primary)
    if primary in _NAMES and (number := _language_table(primary).get(key)):
        return number
    return _language_table("en").get(key) or _full_names().get(key)


def jalali_month(word: str) -> int | None:
    """The number of a month of the Iranian solar calendar, None when the word is none."""
    return _table(_JALALI).get(fold_month(word))


def fold_month(word: str) -> str:
    """A month's name in one case, without the full stop of an abbreviation."""
    return unicodedata.normalize("NFC", word).strip(". ").replace(" ", "_").replace("İ", "i").casefold()


def _table(names: str) -> dict[str, int]:
    """Words to numbers; in Vietnamese the number follows the word for month, so the space is part of the name."""
    table: dict[str, int] = {}
    for number, spaced in enumerate(names.split(","), start=1):
        group = spaced.strip()
        forms = [group] if group.startswith(("tháng ", "meán ", "deireadh ")) else group.split()
        for form in forms:
            table.setdefault(fold_month(form), number)
    return table


@cache
def _language_table(language: str) -> dict[str, int]:
    return _table(_NAMES[language])


@cache
def _full_names() -> dict[str, int]:
    """Words of four letters or more (three outside Latin) on which all languages agree."""
    seen: dict[str, set[int]] = {}
    for language in _NAMES:
        for word, number in _language_table(language).items():
            if len(word) > (3 if word.isascii() else 2):
                seen.setdefault(word, set()).add(number)
    return {word: numbers.pop() for word, numbers in seen.items() if len(numbers) == 1}
