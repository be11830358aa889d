namespace Digest.Stories.Topics.Lexicons;

internal static class Polish
{
    public const string Words = """
        sport: piłka nożna mecz meczu piłkarz piłkarze trener gol bramka bramkarz drużyna sezon liga ekstraklasa mistrzostwa mistrz puchar turniej finał tenis świątek hurkacz siatkówka siatkarze koszykówka skoki żużel olimpijskie medal stadion reprezentacja karny sędzia zwycięstwo porażka lewandowski legia lech raków
        politics: wybory głosowanie prezydent premier minister rząd sejm senat poseł posłowie senator partia pis ko tusk kaczyński morawiecki duda hołownia trzecia droga lewica konfederacja koalicja opozycja marszałek ustawa kadencja orędzie ambasador szczyt dyplomacja kandydat kampania samorząd burmistrz
        economy: gospodarka firma firmy spółka spółki giełda wig akcje miliardów milionów złotych inflacja bank banki nbp rpp stopy procentowe wzrost rynek ceny zysk przychody podatki podatek vat budżet dług pkb inwestorzy przemysł handel mieszkania kredyt ropa paliwa emerytury zus kurs dolara
        science: naukowcy badania badacze kosmos nasa rakieta satelita teleskop planeta fizyka robot technologia oprogramowanie aplikacja smartfon google apple microsoft samsung sztuczna inteligencja ai chatgpt hakerzy cyberatak dane internet procesor windows android komputer
        health: zdrowie szpital szpitale lekarz lekarze pacjenci choroba rak wirus covid szczepionka szczepienia grypa lek leki leczenie objawy pielęgniarki nfz cukrzyca epidemia dieta
        arts: film kino aktor aktorka reżyser muzyka album piosenka piosenkarka koncert festiwal teatr książka powieść pisarz muzeum wystawa artysta serial netflix telewizja tvp program gwiazda oscar komedia gra gry
        lifestyle: przepis przepisy kuchnia restauracja wino moda podróż podróże wakacje hotel plaża ogród dom rodzina dzieci pies kot ślub święta horoskop stylizacja uroda
        environment: klimat klimatyczny ocieplenie węgla emisje środowisko bioróżnorodność las lasy zanieczyszczenie smog plastik odnawialne gatunki ocean wilki
        weather: pogoda deszcz śnieg burze burza temperatura stopni wiatr imgw alert ostrzeżenia mróz upał grad mgła prognoza opady przymrozki
        crime: policja policjanci zatrzymany zatrzymano zabójstwo zabił proces sąd sędzia skazany więzienie areszt prokurator prokuratura śledztwo podejrzany kradzież gwałt napad oszustwo narkotyki ofiara nożem zarzuty
        disaster: trzęsienie powódź pożar ogień wybuch eksplozja wypadek wypadku zderzenie zginęli ranni zaginieni ewakuacja strażacy wulkan lawina katastrofa ratownicy
        conflict: wojna wojny wojsko armia żołnierze atak ostrzał rakiety drony rozejm zakładnicy gaza gazy hamas izrael izraelski palestyńczycy ukraina ukrainy ukraiński rosja rosji rosyjski nato ofensywa front putin zełenski
        education: szkoła szkoły uczniowie nauczyciele nauczyciel uniwersytet studenci matura egzamin edukacja przedszkole uczelnia
        religion: kościół papież watykan biskup katolicki muzułmanie islam meczet żydzi synagoga ksiądz parafia wiara msza
        labour: strajk związek związkowcy pracownicy pensja wynagrodzenia zatrudnienie bezrobocie zwolnienia płaca minimalna
        society: migranci uchodźcy granica rasizm dyskryminacja ubóstwo społeczeństwo marsz protest kobiet lgbt równości
        """;
}
