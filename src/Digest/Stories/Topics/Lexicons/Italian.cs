namespace Digest.Stories.Topics.Lexicons;

internal static class Italian
{
    public const string Words = """
        sport: calcio partita giocatore allenatore gol attaccante portiere squadra stagione campionato serie champions coppa mondiali torneo finale tennis sinner basket ciclismo olimpiadi medaglia stadio nazionale rigore arbitro vittoria sconfitta juventus milan inter napoli roma lazio scudetto
        politics: elezioni voto presidente ministro governo camera senato deputati senatore partito meloni schlein salvini pd lega parlamento legge opposizione maggioranza premier sindaco ambasciata vertice diplomazia referendum candidato quirinale mattarella
        economy: economia azienda aziende borsa azioni miliardi milioni euro inflazione banca banche bce tassi crescita mercato prezzi utile ricavi tasse bilancio debito pil investitori industria commercio petrolio manovra
        science: scienziati studio ricercatori ricerca spazio nasa razzo satellite telescopio pianeta fisica robot tecnologia software applicazione smartphone google apple microsoft intelligenza artificiale ia chatgpt hacker dati internet chip
        health: salute ospedale ospedali medico medici pazienti malattia tumore cancro virus covid vaccino influenza farmaco cura sintomi infermieri diabete epidemia
        arts: film cinema attore attrice regista musica album canzone cantante concerto festival teatro libro romanzo scrittore museo mostra artista serie netflix televisione sanremo oscar
        lifestyle: ricetta ricette cucina ristorante chef vino moda viaggio viaggi vacanze hotel spiaggia giardino casa famiglia bambini cane gatto matrimonio natale oroscopo
        environment: clima climatico riscaldamento carbonio emissioni ambiente biodiversità foresta inquinamento plastica rinnovabili siccità specie oceano
        weather: meteo pioggia neve temporali temporale temperature vento allerta caldo freddo grandine maltempo nubifragio previsioni
        crime: polizia carabinieri arrestato arrestati omicidio ucciso processo tribunale giudice condannato carcere procura pm indagini sospettato furto stupro aggressione truffa droga mafia vittima femminicidio
        disaster: terremoto alluvione incendio fuoco esplosione incidente schianto morti feriti dispersi evacuati pompieri vulcano valanga naufragio soccorsi
        conflict: guerra esercito soldati militare attacco raid missile missili droni tregua ostaggi gaza hamas israele israeliano palestinesi ucraina ucraino russia russo nato offensiva
        education: scuola scuole studenti insegnanti professori università maturità istruzione alunni
        religion: chiesa papa vaticano vescovo cattolico musulmani islam moschea ebrei sinagoga prete fede francesco
        labour: sciopero sindacato sindacati lavoratori salari occupazione disoccupazione licenziamenti cgil
        society: immigrazione migranti profughi asilo razzismo discriminazione povertà società manifestazione femminismo diritti
        """;
}
