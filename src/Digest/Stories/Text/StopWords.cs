using System.Collections.Frozen;

namespace Digest.Stories.Text;

/// <summary>The words every text of a language has, folded: they say nothing of the event, but tell the language.</summary>
public static class StopWords
{
    private static readonly Dictionary<string, FrozenSet<string>> Lists = new(StringComparer.Ordinal)
    {
        ["en"] = Set("""
            a about above after again against all also am amid among an and any are as at be because been before being between both but by can
            cannot could did do does doing down during each either else ever every few for from further get gets getting go goes going got had
            has have having he her here hers him his how i if in into is it its itself just like ll made make makes making many may me might more
            most much must my near never new no nor not now of off on once one only or other our out over own per re said same say saying says
            she should since so some still such than that the their them then there these they this those through to too under until up upon us
            ve very via was we were what when where which while who whom why will with within without would yet you your yours
            don doesn didn isn aren wasn weren won wouldn couldn shouldn hasn haven read full article continue reading post appeared first
            """),
        ["de"] = Set("""
            ab aber alle allem allen aller alles als also am an ander andere anderen auch auf aus bei beim bis bisher bist da dabei damit danach dann
            das dass davon dazu dem den denen denn der deren des dessen die dies diese diesem diesen dieser dieses doch dort du durch ein eine einem
            einen einer eines er es etwas euch fur gegen gibt ging hat hatte hatten haben hier hinter ich ihm ihn ihr ihre ihrem ihren ihrer im in ins
            ist ja jede jeder jetzt kann kein keine konnen konnte laut mehr mit muss mussen nach neben nicht nichts noch nun nur ob oder ohne schon sein seine
            seinem seinen seiner seit sich sie sind so soll sollen sondern trotz uber um und uns unter vom von vor war waren warum was weil wegen weiter
            wenn wer werden wie wieder will wir wird wo wurde wurden zu zum zur zwischen worden sagt sagte
            """),
        ["fr"] = Set("""
            a afin ai ainsi apres au aucun aussi autre autres aux avant avec avoir c car ce ceci cela celle celui ces cet cette ceux chez ci comme comment
            contre d dans de depuis des deux deja donc dont du elle elles en encore entre est et etait ete etre eu fait faire il ils j je jusqu l la le les
            leur leurs lors lui m mais me meme mes moins mon n ne ni non nos notre nous on ont ou par parce pas pendant peu peut plus pour pourquoi qu quand
            que quel quelle qui quoi s sa sans se selon ses si sont son sous sur t ta te tes tous tout toute toutes tres trop tu un une va vers veut voici
            voila vos votre vous y
            """),
        ["es"] = Set("""
            a al algo algunos ante antes asi aun bajo cada como con contra cual cuando cuya de del desde donde dos durante e el ella ellas ellos en entre era
            es esa ese eso esta estaba estan estas este esto estos fue fueron ha habia han hasta hay la las le les lo los mas me mi mientras muy nada ni no
            nos o os otra otro otros para pero poco por porque que quien se sea segun ser si sin sobre solo son su sus tambien tan tiene tienen todo todos
            tras tu un una uno unos y ya yo
            """),
        ["it"] = Set("""
            a ad agli ai al alla alle allo anche ancora c che chi ci come con contro cosa cosi cui d da dagli dai dal dalla dalle dei del dell della delle
            dello di do dopo dove due e ecco ed era erano essere fa fino fra gli ha hanno ho i il in io l la le lo loro ma mi mentre molto ne negli nei nel
            nell nella nelle no noi non nostro o ogni oggi oltre per perche piu poi prima quando quanto quella quello questa questo quei qui sara se sei
            senza si sia solo sono sotto sta stata stato su sua sue sui sul sulla suo suoi tra tutti tutto un una uno va vi
            """),
        ["pt"] = Set("""
            a ainda ao aos apos as ate cada com como contra da das de dela dele deles depois desde dessa desse deve do dois dos durante e ela elas ele eles
            em entre era essa esse esta estao este eu foi foram ha isso isto ja lhe mais mas me mesmo meu muito na nao nas nem no nos nossa nosso num numa o
            onde os ou para pela pelas pelo pelos pode por porque quais qual quando que quem se seja sem ser sera seu seus so sobre sua suas tambem tem tinha
            todo todos tras tres tu um uma umas uns vai voce
            """),
        ["pl"] = Set("""
            a aby albo ale ani az bardzo bedzie bez bo by byc byl byla byli bylo byly chce choc ci co coraz cos czy dla dlaczego do dwa dzis gdy gdyby gdzie i
            ich ile im inne innych ja jak jaki jakie jako je jeden jednak jego jej jest jestem jesli jeszcze juz kiedy kilka kto ktora ktore ktorego
            ktorej ktory ktorych ktorym ktorzy lub ma maja mamy mi miedzy mnie moga mogl mogla moze mozna na nad nam nas nasz nawet nie niego niej nich nim
            niz no nowe nowy o od on ona one oni oraz po pod poniewaz ponad powiedzial pozniej prawie przed przez przy roku sa sie soba sposob sobie swoj swoje swoich ta
            tak takze tam te tego tej temu ten tez to tu tych tylko tym u w we wedlug wiec wiecej wszystko wtedy wynika z za zas ze zeby zostal zostala zostanie
            """),
        ["nl"] = Set("""
            aan al alle als andere ben bij binnen daar dan dat de deze die dit doen door dus een en er gaan gaat geen had hadden hebben heeft heel het hier hij
            hoe hun ik in is ja je kan kunnen maar me meer men met mijn moet moeten na naar niet nieuwe niets nog nu of om omdat onder ons ook op over reeds te
            tegen tegenover ter toch toen tot tussen u uit van vanaf vanwege veel via voor want was wat we wel werd werden wie wil willen wordt worden zal ze zei
            zich zij zijn zo zonder zou zouden
            """),
        ["uk"] = Set("""
            а або але без був була були було бути в вже ви від він вона вони воно де для до є ж з за зі і із її їх й його коли ли лише мають має ми може на над не
            немає ні але о ось під після по при про проти що щоб та так також там те ти тим тих то того тоді тому ту у усі хто це цей цих цього ці чи через як яка
            який яких які якщо ще я буде будуть свої своїх
            """),
        ["ru"] = Set("""
            а без более был была были было быть в вам вас во вот все всех всего вы где да для до его ее если есть еще же за здесь и из или им их к как какой когда
            кто ли либо лишь между меня мне может можно мы на над нас не него нее нет ни них но ну о об однако он она они оно от перед по под после потому почему
            при про раз с сам свои своих себя со так также такой там те тем то того тоже только том тот ту ты у уже чего чем что чтобы эта эти это этого этой этом
            этот я будет будут стало стал новый
            """),
        ["sv"] = Set("alla allt att av bara blev bli blir da de dem den denna deras det detta dig din dom du efter eller en ett fran for fore ga har hade han hans har hon i in inte jag kan kommer man med men mer mot mycket nar ni nu nya och om oss pa sa sedan sig sin sina ska skulle som till ut under upp var vi vid vill ar over"),
        ["da"] = Set("af alle at blev bliver da de dem den der deres det dette dig din du efter eller en er et for fra ham han hans har havde hun hvad hvor i ikke ind jeg kan kommer man med meget men mod ned nu og ogsa om op os over pa sa sig sin skal som til ud under var ved vi vil"),
        ["no"] = Set("alle at av ble blir da de dem den denne der det dette du en eller er et etter for fra ha hadde han har hun hva hvor i ikke inn jeg kan kommer man med men mer mot na nye og om opp oss over pa sa seg sin skal som til ut under var ved vi vil"),
        ["cs"] = Set("a aby ale ani az bez bude by byl byla byli bylo byt ci co dnes do ho i ja jak jako je jeho jejich jen jeste jsem jsou k kde kdo kdy kdyz ke ktera ktere ktery ma mezi na nad ne nebo nez nove o od po pod podle pri pro proc proti s se si sve svym ta tak take tam ten to tom u uz v ve vsak z za ze"),
        ["ro"] = Set("a acest aceasta ai al ale am are as au ca care ce cel cea cei cu cum da daca de decat despre din dintre dupa e este fi fost i iar in inca intre la lui mai ne nu o pe pentru prin s sa sau se si sunt un una unei unui va"),
        ["tr"] = Set("acaba ama ancak bir birçok bu cok da daha de degil diye en gibi hem icin ile ise kadar ki mi ne nasil o olan olarak oldu olduğu sonra su ve veya ya yeni"),
        ["sw"] = Set("baada bila cha hii ili huo kama katika kila kutoka kuwa kwa la lakini ma mara na ni pia sasa ya yake yao yeye wa wake wakati watu wao za zaidi"),
        ["ha"] = Set("a amma an ba cewa cikin da daga don dai ga har in ita jihar kan ke kuma ko mai masu ne ta tsakanin wa wajen wannan wanda wata ya yadda yi za"),
    };

    private static readonly FrozenSet<string> None = Array.Empty<string>().ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Languages that have a list: those that can be told by their words.</summary>
    public static IEnumerable<string> Languages => Lists.Keys;

    /// <summary>True for a language that has a list.</summary>
    public static bool Knows(string language) => Lists.ContainsKey(language);

    /// <summary>The list of a language's primary tag; empty where there is none.</summary>
    public static FrozenSet<string> Of(string language) => Lists.GetValueOrDefault(language, None);

    private static FrozenSet<string> Set(string words) =>
        words.Split([' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries).Select(Fold.Word).ToFrozenSet(StringComparer.Ordinal);
}
