namespace Digest.Stories.Topics.Lexicons;

internal static class German
{
    public const string Words = """
        sport: fußball bundesliga trainer spieler tor tore stürmer torwart elfmeter spiel sieg niederlage saison liga meister weltmeister olympia medaille turnier finale tennis handball formel rennen weltcup skispringen biathlon dfb bayern dortmund schalke mannschaft pokal verein stadion nationalmannschaft halbzeit abstieg
        politics: wahl wahlen bundestag kanzler minister ministerin regierung koalition opposition spd cdu csu fdp grünen afd partei parlament abgeordnete präsident landtag bundesrat gesetz scholz merz söder habeck baerbock außenminister gipfel innenminister wähler ampel övp fpö spö
        economy: wirtschaft unternehmen aktie aktien börse dax umsatz gewinn milliarden millionen bank banken inflation zinsen ezb konjunktur industrie konzern steuer steuern haushalt preise export handel insolvenz investoren autobauer volkswagen siemens immobilien energiepreise wachstum rezession euro verbraucher
        science: forscher forschung studie wissenschaftler weltraum raumfahrt nasa teleskop planet rakete satellit physik chemie gene fossil software internet smartphone google apple microsoft meta künstliche intelligenz ki chatgpt computer chip daten hacker cyberangriff roboter app browser digital
        health: gesundheit krankenhaus klinik ärzte arzt patienten krankheit krebs virus corona impfung impfstoff grippe medikament therapie pflege krankenkasse symptome lauterbach psychische infektion diabetes
        arts: film kino schauspieler schauspielerin regisseur musik album song sängerin sänger konzert festival theater oper buch roman autor autorin museum ausstellung kunst künstler serie netflix fernsehen tatort medien zeitung rundfunk orf moderator computerspiel
        lifestyle: rezept rezepte kochen küche restaurant wein mode reise reisen urlaub hotel strand garten wohnen familie kinder hund katze beziehung hochzeit weihnachten horoskop
        environment: klima klimawandel klimaschutz co2 emissionen erneuerbare windkraft umwelt naturschutz artensterben wald tiere plastik klimakonferenz erderwärmung umweltschützer
        weather: wetter regen schnee sturm gewitter temperaturen grad wetterdienst unwetter frost hitze orkan nebel sonne glätte
        crime: polizei zeugen sucht fahndung einbruch einbrecher festgenommen verdächtiger täter mord getötet messer gericht richter urteil prozess angeklagter anklage staatsanwaltschaft gefängnis haft ermittlungen betrug diebstahl überfall razzia verurteilt
        disaster: erdbeben hochwasser überschwemmung brand feuer feuerwehr explosion unfall unglück absturz tote verletzte vermisste evakuiert lawine vulkan rettungskräfte
        conflict: krieg soldaten armee militär angriff angriffe rakete raketen drohnen waffenruhe geiseln gaza gazastreifen hamas israel israelische palästinenser ukraine ukrainische russland russische nato waffen front bundeswehr
        education: schule schulen schüler lehrer lehrerin universität hochschule studenten studierende abitur unterricht bildung kita
        religion: kirche papst bischof vatikan katholisch evangelisch muslime islam moschee juden synagoge glaube gott
        labour: streik gewerkschaft verdi tarif löhne beschäftigte arbeitsplätze arbeitslose warnstreik mitarbeiter lokführer
        society: migration flüchtlinge asyl migranten gesellschaft rassismus diskriminierung armut obdachlose demonstration gleichstellung
        """;
}
