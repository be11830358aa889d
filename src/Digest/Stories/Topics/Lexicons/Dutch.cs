namespace Digest.Stories.Topics.Lexicons;

internal static class Dutch
{
    public const string Words = """
        sport: voetbal wedstrijd speler spelers trainer doelpunt spits keeper ploeg seizoen eredivisie competitie kampioen beker wk toernooi finale tennis wielrennen schaatsen olympische medaille stadion oranje penalty scheidsrechter zege nederlaag ajax psv feyenoord verstappen
        politics: verkiezingen stem kiezers minister kabinet kamer senaat kamerleden partij vvd pvv cda d66 rutte wilders omtzigt premier parlement wet oppositie coalitie burgemeester ambassade top diplomatie kandidaat campagne formatie
        economy: economie bedrijf bedrijven beurs aex aandelen miljard miljoen euro inflatie bank rente groei markt prijzen winst omzet belasting begroting schuld beleggers industrie handel huizenprijzen olie faillissement
        science: wetenschappers onderzoek onderzoekers ruimte nasa raket satelliet telescoop planeet natuurkunde robot technologie software app smartphone google apple microsoft kunstmatige intelligentie ai chatgpt hackers data internet chip
        health: gezondheid ziekenhuis artsen arts patiënten ziekte kanker virus corona vaccin griep medicijn behandeling symptomen verpleegkundigen zorg diabetes
        arts: film bioscoop acteur actrice regisseur muziek album zanger zangeres concert festival theater boek roman schrijver museum tentoonstelling kunstenaar serie netflix televisie omroep
        lifestyle: recept recepten koken keuken restaurant wijn mode reis reizen vakantie hotel strand tuin huis gezin kinderen hond kat bruiloft kerst horoscoop
        environment: klimaat klimaatverandering uitstoot stikstof milieu biodiversiteit bos vervuiling plastic windmolens duurzame soorten oceaan wolf
        weather: weer regen sneeuw storm onweer temperatuur graden wind knmi code hitte vorst mist zon buien
        crime: politie aangehouden verdachte moord gedood rechtbank rechter veroordeeld celstraf gevangenis justitie onderzoek diefstal verkrachting overval fraude drugs slachtoffer explosieven
        disaster: aardbeving overstroming brand explosie ongeluk botsing doden gewonden vermisten geëvacueerd brandweer vulkaan lawine ramp reddingswerkers
        conflict: oorlog leger soldaten militair aanval raket raketten drones wapenstilstand gijzelaars gaza hamas israël israëlische palestijnen oekraïne rusland russische navo offensief
        education: school scholen leerlingen leraren universiteit studenten eindexamen onderwijs
        religion: kerk paus vaticaan bisschop katholieke moslims islam moskee joden synagoge geloof
        labour: staking vakbond fnv werknemers lonen banen werkloosheid ontslagen cao
        society: migratie migranten vluchtelingen asiel asielzoekers racisme discriminatie armoede samenleving demonstratie
        """;
}
