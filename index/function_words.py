"""The small words that give a language away: question words, pronouns, forms of be and have, greetings.

Knows lists by ISO 639-1 code and nothing else. German, Russian and English are listed at length, the others
so that they are told apart from these three. A word that two languages share stands in both lists, so that
it speaks for neither. Russian and its neighbours are written with е for ё.
"""

_LISTED = {
    "de": """
        der die das den dem des ein eine einen einem einer eines kein keine keinen und oder aber wenn weil
        dass daß als also ob denn doch auch noch nur schon sehr mehr nicht nichts nein ja ich du er sie es
        wir ihr mich mir dich dir uns euch ihm ihn ihnen sich man mein meine meinem dein deine sein seine
        ihre ihrer unser wer wen wem wessen was wann wo wie warum wieso weshalb wozu woher wohin wovon womit
        worum wofür wofuer wodurch welche welcher welches welchen welchem wieviel wieviele viele viel alle
        alles andere anderen ist sind war waren wird werden wurde wurden hat haben hatte hatten habe hast
        bin bist seid gibt gab geht gehts gibts wars kann kannst können koennen könnt koennt könnte koennte
        konnte muss müssen muessen soll sollen will wollen möchte moechte darf dürfen duerfen heißt heisst
        macht machen zeig zeige sag sagen erzähl erzaehl erzähle erzaehle erklär erklaer erkläre erklaere
        nenne kennst weißt weisst von vom zu zum zur bei beim mit nach aus auf für fuer über ueber unter vor
        zwischen seit bis durch gegen ohne um im in am an ins ans hier dort da dann danach damals davon dazu
        dabei damit darüber darueber heute jetzt immer wieder nochmal genau so dieser diese dieses diesem
        diesen jede jeder jedes bitte danke dankeschön dankeschoen hallo hallöchen moin servus tschüss
        tschuess gruß grüß grüezi guten gute guter gut schön schoen schöne schoene schönen schoenen vielen
        morgen abend wiedersehen jahr jahre gar etwa etwas ungefähr ungefaehr eigentlich wirklich kam kamen
        sei je worden dar los tut nun mal her hin ab eben bald oft dies sowie wäre waere wohl na nö noe tach
        aha beispiel hilfe
    """,
    "en": """
        the a an and or but if because that this these those there here what when where who whom whose which
        why how is are was were be been being am has have had having do does did done can could will would
        shall should may might must i you he she it we they me him her us them my your his its our their
        mine yours of to in on at by for from with without about into onto after before between since until
        till during against under over through near as than then so not no nor yes please thanks thank hello
        hey bye goodbye good morning evening night dear welcome sorry cheers also any some all many much
        more most few other others another else only just ever never still again both each every such same
        too very really exactly tell show give explain say know mean means make let need want get got go see
        help out up down off there's what's who's where's how's it's i'm don't doesn't didn't isn't aren't
        wasn't weren't can't whats whos year years ago now today yet come came met state care men ten era
        once yep yeah yup nope alright great made took place happen happened example
    """,
    "ru": """
        а и в во на с со к ко о об от до по за из у для при про под над без между после перед через кроме
        около что чтобы кто кого кому кем чем чего чему где когда куда откуда почему зачем как какой какая
        какое какие каких каком какого какую каким чей чья чье чьи сколько насколько который которая которое
        которые котором которого это этот эта эти этого этом этой этих тот та то те того том той тех так
        такой такая такое такие там тут здесь тогда потом теперь сейчас сегодня уже еще ли или но если же бы
        не ни нет да вот только тоже также очень все всех весь вся был была было были быть будет будут есть
        я ты он она оно мы вы они меня мне мной тебя тебе его ему ее ей нас нам вас вам их им ими мой моя
        мое мои твой ваш ваша ваше ваши наш наша наше свой свою себя можно нужно надо может могу можете
        могли хочу расскажи расскажите покажи покажите объясни объясните скажи скажите назови помоги
        помогите дай подробнее больше именно лет год года году годы годах привет здравствуй здравствуйте
        спасибо пожалуйста благодарю добрый доброе доброго утро вечер день пока свидания хорошо ладно
        конечно правда ок другие остальные дальше дела прошу сам сама дали дал один раз ведь хотя много рок
        например
    """,
    # Belarusian has no profile; it counts here, for both only mean "another language".
    "uk": """
        і й та в у на з із зі до від за по про для при під над без між після перед через або але якщо бо щоб
        що хто кого кому ким чим чого де коли куди звідки чому навіщо як який яка яке які яких яким якого
        якому чий скільки це цей ця ці цього той там тут тоді потім зараз вже ще чи не ні так є був була
        було були бути буде я ти він вона воно ми ви вони мене мені тебе його її нас вас їх мій ваш наш
        можна треба може розкажи розкажіть скажи скажіть покажи дякую привіт вітаю добрий доброго добридень
        дня ранку вечір ласка будь рік року роки років році більше також тільки дуже прошу правда гаразд
        прывітанне дзякуй калі гэта дзе чаму колькі есць быў быць вельмі будзь розумію знаю хочу вибачте
        побачення українська українською українську наприклад
    """,
    "bg": """
        и а в във с със на за от до по при през след без към из над под между или но ако че да ли ще не се
        си е са съм сме бе беше бяха бил била било били има няма как какво каква какъв какви кой коя кое кои
        кого къде кога защо колко който която което които това този тази тези тук там аз ти той тя то ние
        вие те ми му го ги ни ви им моля благодаря мерси здравей здравейте здрасти добър добро утро ден
        вечер лека чао може искам кажи разкажи покажи година години още само много вече също нали според
        разбирам знам добре извинете после довиждане български
    """,
    # Serbian in Cyrillic counts here, for the same reason.
    "mk": """
        и а во со на за од до по при низ без кон меѓу или но ако дека да ли ќе не се си е сум сме беше беа
        има нема како што кој која кое кои кого каде кога зошто колку тоа овој оваа овие ова тука таму јас
        ти тој таа ние вие тие ми му го ги ве молам благодарам здраво добар ден вечер утро може уште само
        многу година је су сам смо сте био била било били ко шта где када зашто колико који које чији овај
        овде он она оно они ја хвала молим добро дан вече године још у из са о јесу није ће бити разбирам
        разумем знам изволите видување збогум српски македонски
    """,
    "nl": """
        de het een en of maar als dat die dit deze er is was waren zijn wordt worden werd werden heeft
        hebben had hadden ben bent kan kunnen kunt kun kon zou moet mag wil wat wie waar wanneer waarom hoe
        hoeveel welke welk ik jij je u hij zij ze wij we jullie mij me hem haar ons hun mijn jouw uw niet
        geen nee ja van voor naar met op aan bij uit over om tot door sinds tussen na tegen zonder nog ook
        wel al dan daar hier toen heet doet vertel meer veel dank bedankt dankjewel alsjeblieft alstublieft
        hallo hoi dag goedendag goedemorgen goedenmorgen goedemiddag goedenavond goedeavond welterusten doei
        jaar klopt begrijp weet graag sorry ziens nederlands spreek spreekt bijvoorbeeld voorbeeld
    """,
    "fr": """
        le la les l un une des du de d et ou mais si que qu qui quoi quand où comment pourquoi combien quel
        quelle quels quelles est sont était étaient été être a ont avait avoir ai as suis es sommes fait
        faire peut peux pouvez je j tu il elle on nous vous ils elles me m te se s lui leur mon ma mes ton
        ta votre vos notre son sa ses ce c cet cette ces ça ne n pas non oui à au aux en dans sur sous avec
        sans pour par depuis jusqu après avant entre chez y t dis moi encore plus aussi très bien tout tous
        toute bonjour bonsoir salut merci beaucoup plaît plait bonne soirée journée au-revoir revoir année
        comprends sais voudrais désolé français exemple
    """,
    "it": """
        il lo la i gli le l un uno una e ed o ma se che chi cosa cos quando dove dov come com perché perche
        quanto quanti quanta quante quale quali qual è era erano sono sei siamo stato stata stati state ha
        hanno ho hai aveva fa può puo puoi io tu lui lei noi voi loro mi ti ci vi si ne mio mia tuo suo sua
        questo questa questi quello non no sì di del dello della dei degli delle dell d da dal dalla dall a
        al alla ai in nel nella nei con su sul sulla per tra fra dopo prima fino ancora più anche molto
        tutto dimmi parlami ciao salve buongiorno buonasera buonanotte grazie mille prego favore arrivederci
        anno capisco so vorrei buona buon sera notte scusi poi italiano parli esempio
    """,
    "es": """
        el la los las un una unos unas y e o u pero si que qué quien quién quienes cuando cuándo donde dónde
        como cómo por porque cuanto cuánto cuántos cuántas cual cuál cuáles es son era eran fue fueron ser
        está están hay ha han había soy eres tiene hace puede puedes puedo yo tú él ella usted nosotros
        ellos me te se lo le mi tu su sus este esta esto ese esa eso no sí de del a al en con sin para sobre
        entre desde hasta hacia después antes más muy también ya todo dime cuéntame hola buenos buenas días
        tardes noches gracias favor adiós luego año entiendo sé quiero perdón español hablas habla ejemplo
    """,
    "pt": """
        o a os as um uma e ou mas se que quê quem quando onde como porque porquê por quanto quantos quantas
        qual quais é são era foi foram ser está estão há tem têm eu tu você ele ela nós eles me te lhe meu
        minha seu sua este esta isto esse isso não sim de do da dos das ao à em no na nos nas com sem para
        pelo pela sobre entre desde até depois antes mais muito também já olá oi bom boa dia tarde noite
        obrigado obrigada favor ano fala português entendo sei quero desculpe falas exemplo
    """,
    "pl": """
        i a w we z ze na do od po za o u dla przy pod nad bez między przez przed lub albo ale jeśli że żeby
        co kto kogo komu czym czego gdzie kiedy dokąd skąd dlaczego czemu jak jaki jaka jakie jakich który
        która które którzy którego ile ilu czy to ten ta te tego tam tu tutaj teraz już jeszcze nie tak jest
        są był była było byli być będzie ja ty on ona my wy oni mnie mi ciebie jego jej nas was ich się mój
        twój można może proszę poproszę dziękuję dzięki cześć witaj witam dzień dobry wieczór dobranoc roku
        lat więcej też tylko bardzo kim ma mam mają rozumiem wiem chcę przepraszam potem widzenia polsku
        polski mówisz przykład
    """,
    "cs": """
        a i v ve z ze na do od po za o u s se k ke pro při pod nad bez mezi přes před nebo ale jestli že aby
        co kdo koho komu kde kdy kam odkud proč jak jaký jaká jaké jakých který která které kteří kterém
        kolik čí to ten ta tento toto tam tady teď už ještě ne ano je jsou byl byla bylo byli být bude já ty
        on ona my vy oni mě mi tebe jeho její nás vás jejich si můj jste jsem jsi může můžete mohu prosím
        děkuji díky ahoj čau dobrý den dobré ráno večer nashledanou roku let více také jen velmi jmenuje
        rozumím nerozumím vím chci promiňte shledanou potom nevím česky mluvíš například příklad
    """,
    "sk": """
        a i v vo z zo na do od po za o u s so k ku pre pri pod nad bez medzi cez pred alebo ale ak že aby čo
        kto koho komu kde kedy kam odkiaľ prečo ako aký aká aké ktorý ktorá ktoré ktorí ktorom koľko či to
        ten tá tento tam tu teraz už ešte nie áno je sú bol bola bolo boli byť bude ja ty on ona my vy oni
        mňa mi jeho jej nás vás ich sa si môj som ste môže môžete prosím ďakujem vďaka ahoj dobrý deň ráno
        večer roku rokov viac tiež len veľmi volá rozumiem nerozumiem viem chcem dovidenia potom neviem
        slovensky napríklad
    """,
    # Croatian, Serbian in Latin letters and Bosnian
    "hr": """
        i a u na s sa do od po za o iz kod pri pod nad bez između kroz pred ili ali ako da što šta tko ko
        koga kome gdje gde kada kad kamo odakle zašto kako koji koja koje koliko čiji li to taj ta te ovaj
        ova ovo tamo tu ovde ovdje sada već još ne je su bio bila bilo bili biti će sam si smo ste ja ti on
        ona mi vi oni mene njegov nas vas ih se može mogu molim hvala lijepo bok zdravo dobar dan dobro
        jutro večer veče godine godina više samo vrlo nalazi zove razumijem razumem znam želim oprostite
        viđenja hrvatski srpski primjer primer
    """,
    "sl": """
        in a v na s z do od po za o iz pri pod nad brez med skozi pred ali ampak če da kaj kdo koga kje kdaj
        kam zakaj kako kateri katera katere koliko čigav to ta tisti tam tu zdaj že še ne ja je so bil bila
        bilo bili biti bo sem si smo ste jaz ti on ona mi vi oni se lahko prosim hvala živjo zdravo dober
        dan dobro jutro večer leta let več tudi samo zelo
    """,
    "tr": """
        ve veya ama eğer ki ne kim kimin kime nerede nereye nereden zaman niçin neden niye nasıl nasılsın
        nasılsınız kaç hangi mi mı mu mü bu şu o bunlar burada orada şimdi daha çok en da de ile için gibi
        kadar sonra önce göre ben sen biz siz onlar bana sana bir var yok değil evet hayır oldu olan misin
        mısın musun lütfen teşekkür teşekkürler sağol merhaba selam günaydın iyi akşamlar geceler günler
        hoşça peki tamam anlat yılda yıl hakkında nedir kimdir anlamadım biliyorum istiyorum pardon kimdi
        neydi görüşürüz bilmiyorum türkçe mesela örneğin
    """,
    "ro": """
        și si sau dar dacă că ce cine când cand unde cum câți cât câte de care pe la în in din cu fără
        pentru despre după până între este e sunt era au am ai fost fi eu tu el ea noi voi ei ele mă te se
        îi nu da un o al ale lui acest această aceasta asta aici acolo acum mai foarte toate poate pot vă
        rog mulțumesc salut bună ziua seara dimineața revedere an ani înțeleg știu vreau scuze română
        exemplu
    """,
    "ca": """
        el la els les l un una i o però si que què qui quan on com per perquè quant quants quin quina quins
        és són era va van ser està hi ha jo tu ell ella nosaltres em et es li meu seva aquest aquesta això
        no sí de del dels a al en amb sense sobre entre des fins després més molt també hola bon bona dia
        tarda nit gràcies sisplau adéu any d
    """,
    "sv": """
        och eller men om att det den de en ett som vad vem vems var när varför hur vilken vilket vilka många
        är vara varit blev blir har hade kan kunde ska skulle måste vill jag du han hon vi ni mig dig honom
        henne oss er dem min din sin på av från till med utan för i under efter före mellan sedan inte nej
        ja här där då nu också mer mycket hej hejsan tack snälla god dag morgon kväll hejdå år berätta heter
        svenska exempel
    """,
    "no": """
        og eller men om at det den de en ei et som hva hvem hvor når hvorfor hvordan hvilken hvilket hvilke
        mange er var være vært ble blir har hadde kan kunne skal skulle må vil jeg du han hun vi dere meg
        deg ham henne oss dem min din på av fra til med uten for i under etter før mellom siden ikke nei ja
        her der da nå også mer mye hei takk god dag morgen kveld år fortell heter norsk eksempel
    """,
    "da": """
        og eller men om at det den de en et som hvad hvem hvor hvornår hvorfor hvordan hvilken hvilket
        hvilke mange er var være været blev bliver har havde kan kunne skal skulle må vil jeg du han hun vi
        i mig dig ham hende os dem min din på af fra til med uden for under efter før mellem siden ikke nej
        ja her der da nu også mere meget hej tak god dag morgen aften farvel år fortæl hedder dansk eksempel
    """,
    "fi": """
        ja tai mutta jos että mikä mitä mitkä kuka ketkä kenen missä mistä mihin milloin koska miksi miten
        kuinka monta montako paljon on ovat oli olivat olla ole onko minä sinä hän me te he minun sinun tämä
        se ne nämä tuo täällä siellä nyt sitten ei kyllä joo myös vain enemmän hei moi terve kiitos hyvä
        päivää huomenta iltaa näkemiin vuonna vuosi suomea tiedä esimerkiksi
    """,
    "hu": """
        a az egy és vagy de ha hogy mi mit ki kit kik hol hova honnan mikor miért hogyan hány mennyi melyik
        milyen van vannak volt voltak lesz én te ő ti ők nem igen is csak még már most itt ott ez azt ezt
        után előtt között kell lehet kérem kérlek köszönöm köszi szia sziasztok helló jó napot reggelt estét
        viszontlátásra év évben több magyarul tudom például
    """,
    "sq": """
        dhe ose por nëse që se çfarë çka kush kujt ku kur pse si sa cili cila cilat është janë ishte ishin
        ka kanë kam unë ti ai ajo ne ju ata më të në nga me pa për mbi deri pas një ky kjo kësaj këtu atje
        tani po jo nuk edhe shumë përshëndetje tungjatjeta mirëdita faleminderit ju-lutem lutem mirë viti
    """,
    "lt": """
        ir arba bet jei kad kas ką kieno kur kada kodėl kaip kiek kuris kuri kurie koks kokia yra buvo bus
        būti aš tu jis ji mes jūs jie mano tavo šis ši tai čia ten dabar dar jau ne taip su be į iš ant apie
        po prie iki nuo prašau ačiū labas sveiki laba diena rytas vakaras sudie metais metų
    """,
    "lv": """
        un vai bet ja ka kas ko kura kurš kuri kur kad kāpēc kā cik kāds kāda ir bija būs būt es tu viņš
        viņa mēs jūs viņi mans šis šī tas tā šeit tur tagad vēl jau nē jā ar bez no uz par pēc pie līdz
        lūdzu paldies sveiki labdien labrīt labvakar uzredzēšanos gadā gadi
    """,
    "et": """
        ja või aga kui et mis mida kes keda kelle kus kuhu kust millal miks kuidas mitu palju milline on oli
        olid olla mina ma sina sa tema ta meie te nemad nad minu see need siin seal nüüd veel juba ei jah ka
        ainult palun tänan aitäh tere hommikust päevast õhtust nägemist aastal aasta
    """,
    "id": """
        dan atau tetapi jika bahwa yang apa siapa kapan mana dimana mengapa kenapa bagaimana berapa adalah
        ada ini itu di ke dari untuk dengan pada oleh tentang saya aku kamu anda dia kami kita mereka tidak
        bukan ya sudah akan bisa lebih juga sangat halo selamat pagi siang malam terima kasih tolong tahun
    """,
    "vi": """
        và hoặc nhưng nếu là gì ai khi nào đâu sao tại thế bao nhiêu có không của cho với trong ngoài từ đến
        về tôi bạn anh chị nó chúng họ này đó đây được đã sẽ đang rất cũng xin chào cảm ơn vui lòng năm ở
        những các một
    """,
}

_LISTS = {code: frozenset(words.split()) for code, words in _LISTED.items()}
_LANGUAGES = {
    word: frozenset(code for code, words in _LISTS.items() if word in words)
    for word in frozenset().union(*_LISTS.values())
}

# Said alike in all three languages, or the names of the two cities: such a word weighs as little as a name.
_INTERNATIONAL = """
    hi ok okay info hotel email e-mail internet website link pdf bot chat faq super cool wow stop düsseldorf
    duesseldorf dusseldorf moskau moscow moskva
"""
INTERNATIONAL_WORDS = frozenset(_INTERNATIONAL.split())


def languages_of(word: str) -> frozenset[str]:
    """Return the codes of the languages that list the lower-case `word`; none if no list has it."""
    return _LANGUAGES.get(word, frozenset())
