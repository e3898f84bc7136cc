"""Words that no rule predicts, language by language.

The stem of a Turkic noun is regular; what a loan brought with it is not. Dictionaries mark it
beside the headword (``şehir, -hri``), and grammars name the classes: dropped vowels, inverse
harmony, voiced or doubled finals. Only nouns that news may use are listed.

Sources: TDK, Türkçe Sözlük (11th ed. 2011); Göksel and Kerslake 2005, ch. 2.2-2.4 and 3.2;
Azərbaycan dilinin orfoqrafiya lüğəti (2013); Қазақ тілінің орфографиялық сөздігі (2013);
Muhamedowa 2016, ch. 3.1; Агеенко, Словарь собственных имён русского языка (2010).
"""

from __future__ import annotations

from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# -- Turkish; â, î, û are written a, i, u here --------------------------------------------------

# The high vowel of the last syllable goes before a vowel: şehir -> şehri.
TURKISH_DROPPING: Final = _words(
    """
    ağız ahit akıl akis akit alın asıl asır atıf avuç azil azim bağır bahir bahis başşehir bedir
    beniz beyin beyit boyun böğür burun büyükşehir cebir cevir cezir cirim cisim cürüm defin devir
    emir fasıl fesih fetih feyiz fıkıh fikir fuhuş geniz göğüs gönül gusül hacim haciz hapis hasım
    haşir hatim hayır hazım hışım hiciv hizip hüküm hüzün ilim isim izin kabir kahır karın kasıt
    kavim kayıp kayıt kesir keşif keyif kısım kibir kutup küfür lafız lütuf metin meyil misil mühür
    nabız nakış nakil nakit nazım nefis nehir nesil nesir neşir nutuk oğul omuz ömür özür panzehir
    rahim resim rükün sabır satıh seyir sihir şahıs şehir şekil şükür tavır ufuk uzuv vahiy vakıf
    vakit vasıf vecit vehim vezin zehir zihin zikir zulüm zülüf
    """
)
# Endings take front vowels although the last vowel is a back one: saat -> saati. Loans in -al of
# three syllables or more (festival, general) are left to the rule.
TURKISH_FRONT: Final = _words(
    """
    ahval akropol alkol alveol ampul atol başrol belagat bemol benzol beraat biat bilal celal
    cemaat cemal cerahat cidal dikkat ekol emlak emsal etanol faal faul fenol feragat final folklor
    gayrimenkul global gol golf hakikat hal harf harp hayal helal hilal hiperbol hol icmal idol
    idrak iğfal ihlal ihmal ikbal ikmal imal intihal iptal ishal istihlak istimlak istirahat işgal
    iştirak itaat ithal kabahat kabul kalp kanaat kemal kıraat kolesterol kontrol kristal legal
    liyakat lokal lügat mahal mahsul makbul maktul makul meal meçhul menfaat menkul mental mentol
    mesul meşakkat meşgul metal metropol misal moral muvafakat müzikhol nasihat nepal normal opal
    otokontrol oval parabol petrol portal profiterol protokol refakat resul riyal rol saat sadakat
    santral sarahat sembol seul seyahat sıhhat sinyal sosyal spiral sual sürat şefaat şefkat takat
    timsal total trol tuval usul vaat valf vals vokal zanaat zeval ziraat
    """
)
# A final stop that is voiced before a vowel where the rule would leave it: umut -> umudu.
TURKISH_VOICED: Final = _words(
    """
    adet ahit aldehit ant armut art asit avurt azat babayiğit bant bent borç burç but cellat celp
    cep ceset cilt cömert çok damat darp derç dert dip dört ebat ecdat elektrot evlat felç fert
    feryat fesat gasp geçit genç gök grip grup güç harç harp hasat haset hinterlant hudut icat
    iktisat imdat inat irat irşat istibdat istinat itikat itimat ittihat kağıt kalp kanat kap kayıt
    kement kilit klip kurt kükürt lacivert levent linç mabet maksat mert mescit metot mevcut mevlit
    mezat milat murat mutemet mücahit münferit mürit mürşit müteahhit nakit namert namzet nohut
    oksit öç öğüt periyot piramit plak ret rüşt senet serhat simit söğüt standart stant şahit şehit
    şerit taahhüt taç tahdit tat tecrit tehdit tenkit tereddüt tevhit teyit tıp tunç uç umut ut
    ümit üstat vaat vecit velet vinç vücut yakut yiğit yoğurt yok yurt zabit zıt züğürt zümrüt
    """
)
# A final stop of a word of several syllables that stays voiceless: hukuk -> hukuku. Those in -top
# and -otip (izotop, prototip) are left to the rule.
TURKISH_VOICELESS: Final = _words(
    """
    afak ahlak arabesk barok bilgiç emlak erzak evrak fırak hukuk idrak ilhak iltihak infak infilak
    insiyak intibak irtifak istihkak istihlak istimlak iştirak iştiyak ittifak laik mahluk malik
    merak metreküp mihrak misak mutabık mutlak muvaffak müstahak müşrik müteferrik müttefik nifak
    nutuk refik saik sandviç şefik tahakkuk tahkik tahrik talak tasdik tatbik tazyik tedarik tefrik
    temlik teşvik tetkik tevfik tevsik toksik ufuk
    """
)
# The final consonant is doubled before a vowel: hat -> hattı.
TURKISH_DOUBLED: Final = _words(
    """
    af hac had hak hat haz his mahal ret sır şer şık tıp üs zam zan zıt
    """
)
# Compounds written as one word whose second part bears the possessive: milletvekili -> -nin. Those
# of plants, animals and houses (ayçiçeği, cezaevi) are left to the rule.
TURKISH_IZAFET: Final = _words(
    """
    atasözü ayçiçeği balayı belediyebaşkanı bilinçaltı buzdolabı cumhurbaşkanı cumhurbaşkanlığı
    çobanyıldızı denizanası denizatı denizkestanesi denizkızı denizyıldızı dışişleri fildişi
    gökkuşağı gökyüzü gözyaşı günbatımı hanımeli havaalanı havalimanı içişleri insanoğlu ipucu
    işbirliği kafatası kamuoyu keçiboynuzu kuşburnu masaüstü milletvekili soyadı sütannesi yeraltı
    yeryüzü yılbaşı
    """
)
# Nouns that merely look like the possessed head of a compound: artı sayı, uçan halı.
TURKISH_PLAIN: Final = _words(
    """
    açı anı arı ayı batı boru bulutsu bürokrasi büyü çarşı çatı dayı demokrasi diplomasi doğu duyu
    farsi halı kamu kanı kapı karşı katı kazı kırmızı koku komşu konu koru koşu köprü kuğu kuru
    kutu kuyu kuzu ordu ölçü örtü öykü pusu sanı sarı sayı sıvı soru sürü takı tanı tanrı tapu
    türkü ütü yapı yaralı yazı yazılı
    """
)
# Nouns whose s is their own, not that of a possessive: meclis -> meclisi.
TURKISH_SIBILANT: Final = _words(
    """
    adres atlas başkonsolos casus elmas esas hapis heves iflas ihtisas kafes kampüs kaos kıyas
    konsensüs konsolos koronavirüs kulis meclis miras namus nefes nüfus ofis okyanus otobüs polis
    prenses proses servis ses stres tahsis temas tenis teras terhis tesis teşhis ulus virüs
    """
)

# -- Azerbaijani ---------------------------------------------------------------------------------

# The high vowel of the last syllable goes before a vowel: oğul -> oğlu.
AZERBAIJANI_DROPPING: Final = _words(
    """
    ağıl ağız alın bağır beyin boyun burun cisim çiyin eyib əsil ətir əyin fəsil fikir heyif xeyir
    isim izin könül qarın qayın qəbir qəsir qisim meyil nəsil oğul ovuc ömür seyir səbir sətir
    sinif şəkil zehin
    """
)
# Nouns whose s is their own, not that of a possessive: məclis -> məclisi.
AZERBAIJANI_SIBILANT: Final = _words(
    """
    adres atlas avtobus bonus casus əsas fokus həvəs xaos iflas ixtisas kampus konqres konsensus
    koronavirus korpus kosmos qəfəs məclis miras namus nəfəs ofis polis proses rəis səs servis
    status stres tədris təmas təsis təşəbbüs tennis trolleybus virus
    """
)

# -- Kazakh --------------------------------------------------------------------------------------

# The narrow vowel of the last syllable goes before a vowel: орын -> орны.
KAZAKH_DROPPING: Final = _words(
    """
    ауыз әріп бөрік ғайып ғұрып дауыс ерік ерін кейіп көрік қайын қалып қарын қауіп қойын құлық
    құлып мойын мұрын мүлік нарық орын парық халық
    """
)
# Endings take back vowels although и alone, or the vowel before it, says nothing: ми -> миға.
KAZAKH_BACK: Final = _words("ми")
# Nouns whose с is their own, not that of a possessive, where the letters before it do not tell:
# кеңес -> кеңесі, but көрме -> көрмесі.
KAZAKH_SIBILANT: Final = _words(
    """
    ағыс айқас әріптес бас дос елес жас жерлес жолдас замандас іс күрес кеңес қарындас космос
    отандас серіктес соғыс тас тоғыс шығыс
    """
)
# Nouns in -ы, -і that look like verbal nouns in -ыс, -іс where a possessive follows: желісі.
KAZAKH_HIGH_VOWEL: Final = _words("жалпы желі пері сері тері")

# -- Russian -------------------------------------------------------------------------------------

# Plural places whose genitive has no ending, against the dictionary in use: Балканы -> Балкан.
RUSSIAN_BARE_GENITIVE: Final = _words("багамы балканы коморы сейшелы")
# Nouns that stand first in a hyphenated noun and do not inflect with it, though they could:
# prefixes and ranks (альфа-частицы, генерал-майора).
RUSSIAN_COMBINING: Final = _words(
    """
    альфа бета гамма генерал дельта инженер капитан лорд мега медиа обер премьер унтер чудо шеф
    """
)
