using System.Buffers;

using Digest.Model;
using Digest.Stories.Text;

namespace Digest.Stories.Topics;

/// <summary>
/// Which topic a section, a category or a part of an address names, in the languages titles use. A whole name is looked up first
/// ("real estate"), then its words, the last first ("World Football" is football). What says nothing of the topic (World, News, US) is not here.
/// </summary>
public static class SectionNames
{
    private static readonly char[] Breaks = [' ', '-', '_', '/', '&', ',', '|', '>', ':', '.', '+', '(', ')'];
    private static readonly SearchValues<char> AnyBreak = SearchValues.Create(Breaks);
    private static readonly Dictionary<string, string> Codes = Build();

    /// <returns>The IPTC code, or null where the name says nothing.</returns>
    public static string? Find(string? name)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            return null;
        }

        var folded = Fold.Word(name.Trim());
        if (Codes.TryGetValue(folded, out var code))
        {
            return code;
        }

        // One word, and it is not known.
        if (!folded.AsSpan().ContainsAny(AnyBreak))
        {
            return null;
        }

        var words = folded.Split(Breaks, StringSplitOptions.RemoveEmptyEntries);
        return words.Length > 6 ? null : Joined(words) ?? LastKnown(words);
    }

    private static string? Joined(string[] words) => Codes.GetValueOrDefault(string.Join(' ', words));

    private static string? LastKnown(string[] words)
    {
        for (var i = words.Length - 1; i >= 0; i--)
        {
            if (Codes.TryGetValue(words[i], out var code))
            {
                return code;
            }
        }

        return null;
    }

    private static Dictionary<string, string> Build()
    {
        var codes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var topic in Topic.All)
        {
            foreach (var name in Names(topic.Key).Split([',', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Append(topic.Name).Append(topic.Key))
            {
                codes.TryAdd(Fold.Word(name), topic.Code);
            }
        }

        return codes;
    }

    private static string Names(string key) => key switch
    {
        "sport" => """
            sport, sports, football, soccer, rugby, cricket, tennis, golf, basketball, baseball, hockey, nhl, nba, nfl, mlb, mls, boxing, mma, ufc, formula1, formula 1, formula one, f1, motogp, motorsport, motorsports,
            cycling, athletics, olympics, paralympics, swimming, racing, horse racing, premier league, premierleague, champions league, championsleague, europa league, world cup, fifa, uefa, ncaaf, ncaab, college football, college basketball, wwe, wnba, nascar, skiing, snooker, darts, afl, nrl, ipl, netball, rugby union, rugby league, rugbyunion, rugbyleague, women football, transfer, transfers,
            fussball, fußball, bundesliga, handball, wintersport, eishockey, leichtathletik, sportnews, dfb pokal,
            foot, ligue 1, cyclisme, rugby à xv, jo, athletisme, jeux olympiques,
            deporte, deportes, futbol, fútbol, baloncesto, motor y deportes, ciclismo, la liga, champions, boxeo, atletismo, juegos olimpicos,
            calcio, sportivo, serie a, pallacanestro, ciclismo, motogp, basket, pallavolo,
            esporte, esportes, futebol, brasileirao, desporto, modalidades, tenis, vôlei,
            pilka nozna, piłka nożna, pilka, siatkowka, siatkówka, koszykowka, koszykówka, lekkoatletyka, skoki narciarskie, skoki-narciarskie, zuzel, żużel, tenis, sporty zimowe, pilka reczna, ekstraklasa, liga mistrzow, reprezentacja, kolarstwo, hokej, plywanie, boks, sporty walki, igrzyska, mundial, wimbledon, roland garros,
            voetbal, wielrennen, schaatsen, hockey, eredivisie,
            спорт, футбол, хоккей, теннис, баскетбол, бокс, биатлон, баскетбол, хокей, теніс, fotboll, fotball, fodbold, sporten, idrott, futbal, futebol, spor, futbol, michezo, wasanni
            """,
        "politics" => """
            politics, political, government, election, elections, election 2024, elections 2023, us politics, uk politics, uspolitics, us-politics, white house, whitehouse, congress, senate, house of representatives, parliament, westminster, brexit, democrats, republicans, gop, campaign, campaigns, policy, diplomacy, foreign policy, administration, biden, trump, donald trump, midterms, polls, politicos, australian politics, canada politics,
            politik, innenpolitik, aussenpolitik, außenpolitik, bundestagswahl, wahlen, bundestag, landtagswahl, europapolitik,
            politique, elections, élections, gouvernement, presidentielle, présidentielle, parlement,
            politica, política, elecciones, gobierno, congreso, elecciones generales, nacional politica,
            politica interna, elezioni, governo, parlamento, quirinale, palazzi,
            eleicoes, eleições, governo, poder, congresso,
            polityka, wybory, wybory parlamentarne 2023, wybory-parlamentarne-2023, wybory parlamentarne, sejm, rzad, rząd, wybory samorzadowe, wybory prezydenckie, samorzad, dyplomacja,
            politiek, verkiezingen, kabinet, binnenhof,
            политика, выборы, власть, політика, вибори, політика та влада, politikk, inrikespolitik, siasa, siyasa, politika, politică
            """,
        "economy" => """
            business, economy, economics, economic, finance, financial, money, markets, market, stock market, stocks, investing, investment, investments, personal finance, personal-finance, banking, banks, companies, industry, industries, retail, real estate, property, housing, housing market, energy, oil, oil and gas, commodities, currencies, forex, crypto, cryptocurrency, bitcoin, fintech, taxes, tax, trade, inflation, small business, entrepreneurs, startups, startup, insurance, mortgages, wall street, aviation, airlines, consumer, consumer affairs, cars, autos, automotive, manufacturing, agriculture, farming, logistics, shipping, economy & business, sustainable business, leadership, your money, cnbc, marketing, advertising,
            wirtschaft, finanzen, börse, boerse, unternehmen, geld, immobilien, konjunktur, energie, verbraucher, auto, mobilität, industrie, steuern,
            economie, économie, entreprises, finances, bourse, argent, immobilier, conso, consommation, patrimoine, agriculture, automobile, emploi et entreprises,
            economia, economía, negocios, empresas, mercados, finanzas, dinero, vivienda, bolsa, energia, agricultura, consumo, industria,
            economia e finanza, finanza, affari, borsa, mercati, imprese, aziende, risparmio, fisco, industria, casa e immobili, motori,
            negócios, negocios, mercado, financas, finanças, dinheiro, empresas, imoveis, agronegocio, agro,
            biznes, gospodarka, ekonomia, finanse, pieniadze, pieniądze, gielda, giełda, banki, firma, firmy, podatki, nieruchomosci, nieruchomości, rynki, handel, energetyka, transport, rolnictwo, moto, motoryzacja, przemysl, kursy walut, emerytury, waluty, praca i biznes,
            economie en financien, bedrijven, beurs, financieel, geld, ondernemen, wonen en geld,
            экономика, бизнес, финансы, деньги, недвижимость, рынки, економіка, бізнес, фінанси, гроші, ekonomi, naringsliv, okonomi, økonomi, business and finance, biashara, kasuwanci, uchumi, tattalin arziki, ekonomika, byznys
            """,
        "arts" => """
            arts, art, culture, entertainment, arts & entertainment, arts and entertainment, media, film, films, movies, movie, music, television, tv, tv & radio, tv and radio, tv-and-radio, tvshowbiz, showbiz, celebrity, celebrities, books, book reviews, theatre, theater, stage, dance, design, architecture, photography, museums, museum, artanddesign, art and design, pop culture, hollywood, streaming, comedy, opera, classical music, exhibitions, literature, poetry, radio, podcasts, k-pop, kpop, bollywood, comics, anime, video games, games, gaming, game reviews, festivals, journalism, press, netflix, oscars, grammys, royals, game, esports, culture news, book, tv shows, tv reviews,
            kultur, feuilleton, kino, musik, medien, literatur, bücher, kunst, theater, fernsehen, buhne, bühne, promis, stars, unterhaltung, etat, panorama leute, leute,
            cinema, cinéma, musique, medias, médias, livres, arts et spectacles, spectacles, scenes, people, télé, tele, litterature, séries, series, expositions, culture et loisirs,
            cultura, cine, musica, música, libros, television, televisión, famosos, espectaculos, espectáculos, entretenimiento, gente, farandula, arte, teatro, medios,
            spettacoli, spettacolo, cinema, musica, libri, arte e cultura, gossip, televisione, mostre,
            entretenimento, famosos, filmes, musica, livros, ilustrada, novelas, televisao, televisão, pop, artes, espetaculos,
            kultura, rozrywka, muzyka, ksiazki, książki, teatr, filmy, seriale, gwiazdy, plotki, show biznes, showbiz, media, gry, telewizja, kultura i sztuka, celebryci, literatura, historia i kultura,
            cultuur, muziek, boeken, films, televisie, media en cultuur, show, achterklap, kunst, theater en film,
            культура, кино, музыка, книги, театр, шоу бизнес, шоу-бизнес, кіно, музика, книжки, звезды, зірки, kultur & noje, noje, nöje, kultur og underholdning, underholdning, kunst, kino, burudani, nishadi, nishadantarwa
            """,
        "science" => """
            science, tech, technology, technologies, sci/tech, sci tech, science & tech, science and technology, science-environment and tech, sciencetech, gadgets, mobile, mobiles, smartphones, apps, internet, cyber, cybersecurity, security news, infosec, computing, computers, software, hardware, ai, artificial intelligence, artificial-intelligence, machine learning, robotics, robots, space, astronomy, physics, chemistry, biology, archaeology, nasa, spacex, apple, google, microsoft, android, iphone, social media, facebook, twitter, innovation, digital, it, data, engineering, research, psychology, neuroscience, paleontology, medical research, gear, reviews tech, vr, blockchain technology, nanotechnology,
            wissen, wissenschaft, technik, digital, netzwelt, web, netz, technologie, forschung, weltraum, multimedia, computer, handy, ki,
            sciences, tech et web, high tech, high-tech, numerique, numérique, espace, pixels, informatique, recherche, astronomie,
            ciencia, tecnologia, tecnología, ciencia y tecnologia, espacio, moviles, internet, innovacion, ciencia e tecnologia,
            scienza, scienze, tecnologia, scienza e tecnologia, hi tech, spazio, innovazione, informatica,
            ciencia, ciência, tecnologia, tec, espaco, celular, inovacao,
            nauka, technologia, technologie, nowe technologie, kosmos, internet i technologie, cyfrowa, cyberbezpieczenstwo, komputery, smartfony, it i technologie, sprzet, odkrycia, naukowcy, tech i nauka,
            wetenschap, technologie, tech en wetenschap, ruimtevaart, gadgets, wetenschap en techniek,
            наука, технологии, техника, интернет, космос, технології, інтернет, наука і технології, teknik, vetenskap, teknologi, videnskab, viden, teknologia, kimiyya, fasaha, sayansi, věda
            """,
        "health" => """
            health, healthcare, health care, wellness, medicine, medical, well, wellbeing, covid, covid-19, covid19, coronavirus, pandemic, mental health, mental-health, nutrition, fitness, nhs, public health, diseases, disease, cancer, drugs, pharma, hospitals, doctors, health & wellness, men health, women health, public-global-health, health-news, weight loss, dementia, vaccines, global health, ageing, aging, sleep,
            gesundheit, medizin, corona, ratgeber gesundheit, gesundheitspolitik, pflege, psychologie gesundheit,
            sante, santé, medecine, médecine, bien etre, bien-être, forme,
            salud, bienestar, medicina, sanidad, salud y bienestar,
            salute, sanita, sanità, benessere, medicina e salute, salute e benessere,
            saude, saúde, bem estar, bem-estar, viva bem, equilibrio,
            zdrowie, medycyna, koronawirus, zdrowie i uroda, ochrona zdrowia, psychologia zdrowie, choroby, profilaktyka,
            gezondheid, zorg, gezond, medisch,
            здоровье, медицина, здоров'я, коронавирус, коронавірус, halsa, hälsa, helse, sundhed, afya, lafiya, kiwon lafiya, zdravi, zdraví, sanatate
            """,
        "environment" => """
            environment, climate, climate change, climate crisis, climate-change, climate-environment, climate and environment, nature, wildlife, animals, conservation, energy and environment, energy-environment, energy & environment, pollution, green, sustainability, cop27, cop28, biodiversity, oceans, recycling, renewables, ecology, birds, endangered species, planet, planetearth, global warming, emissions, science-environment, deforestation, plastic,
            umwelt, klima, natur, klimakrise, klimawandel, umweltschutz, tiere, nachhaltigkeit, natur und umwelt,
            environnement, climat, planete, planète, ecologie, écologie, biodiversite, animaux, energies,
            medio ambiente, medioambiente, clima y medio ambiente, naturaleza, cambio climatico, ecologia, animales, planeta futuro,
            ambiente, natura, animali, clima, ecologia, green e blue, sostenibilita,
            meio ambiente, ambiente, sustentabilidade, natureza, planeta, mudancas climaticas,
            srodowisko, środowisko, ekologia, klimat, przyroda, natura, zwierzeta, zwierzęta, ochrona srodowiska,
            milieu, klimaat, natuur, dieren, duurzaam, duurzaamheid,
            экология, природа, климат, екологія, довкілля, miljo, miljö, miljø, klima, klimat, mazingira, muhalli, zivotni prostredi
            """,
        "weather" => """
            weather, forecast, forecasts, hurricane, hurricanes, tornado, tornadoes, storms, uk weather, us weather, severe weather, weather forecast, tropical weather, snow, heatwave,
            wetter, unwetter, wettervorhersage, meteo, météo, méteo, el tiempo, tiempo, clima tiempo, previsiones, previsioni, meteo e previsioni, previsao do tempo, tempo e clima, metsul, climatempo,
            pogoda, tvnmeteo, prognoza, prognoza pogody, burze, imgw, prognozy, het weer, weer, weersverwachting, погода, прогноз погоды, прогноз погоди, vader, väder, vaer, vær, vejr, hali ya hewa, yanayi, pocasi, počasí, vremea
            """,
        "crime" => """
            crime, crimes, law, legal, courts, court, justice, supreme court, supreme-court, uk law, us crime, us-crime, police, true crime, truecrime, law and order, law & order, scotus, policing, prisons, trials, lawsuits, murder, murders, cybercrime, ukcrime, crime and courts, crime and justice, homicide, gun violence, mass shooting, fraud, gangs, knife crime, criminal justice, justice department, doj, fbi, terror, terrorism,
            kriminalitat, kriminalität, justiz, recht, polizei, blaulicht, polizeimeldungen, prozesse, gericht,
            justice et faits divers, faits divers, faits-divers, police justice, police-justice, proces, criminalite, enquetes,
            sucesos, justicia, tribunales, policiales, policia, policial, seguridad, crimen, judicial, judiciales,
            cronaca nera, giustizia, giudiziaria, mafia, crimini, cronaca giudiziaria,
            policia, polícia, justica, justiça, crime e justica, seguranca publica, seguranca, judiciario,
            prawo, sad, sąd, sady, kryminalne, policja, przestepczosc, prokuratura, kronika kryminalna, prawo i sady, kryminalna, zabojstwo, śledztwa,
            misdaad, justitie, politie, criminaliteit, recht en misdaad,
            криминал, происшествия криминал, право, суд, полиция, кримінал, поліція, krim, krimi, brott, kriminal, retsvasen, uhalifu
            """,
        "disaster" => """
            disaster, disasters, natural disaster, natural disasters, natural-disasters, accident, accidents, earthquake, earthquakes, flood, floods, flooding, wildfire, wildfires, fire, fires, plane crash, emergency, emergencies, tsunami, volcano, volcanoes, traffic accidents, crash, rescue, shipwreck,
            unglück, unglücke, katastrophen, naturkatastrophen, unfall, unfälle, brand, erdbeben, hochwasser, catastrophes, accidents, seisme, incendies, inondations, desastres, catastrofes, accidentes, terremoto, incendio, incendios, disastri, incidenti, terremoti, alluvione, acidentes, tragedia, wypadki, wypadek, katastrofy, pozar, pożary, powodz, trzesienie ziemi, rampen, ongelukken, ongeval, катастрофы, происшествия, дтп, надзвичайні події, нп, события происшествия, olyckor, ulykker, ulykke
            """,
        "conflict" => """
            war, wars, conflict, conflicts, ukraine, ukraine war, russia-ukraine, russia ukraine war, war in ukraine, war-in-ukraine, ukraine-war, israel-hamas war, israel hamas war, gaza, israel-gaza, gaza war, israel-hamas-war, middle east crisis, syria war, military, defense, defence, army, national-security, national security, security and defence, conflict-war, peace, afghanistan, isis, world wars, hamas, israel-hamas-gaza, insurgency, ceasefire,
            krieg, ukrainekrieg, ukraine-krieg, krieg in der ukraine, nahostkonflikt, krieg in nahost, militär, bundeswehr, nahost, guerre, guerre en ukraine, conflits, defense, défense, armee, guerre israel hamas, guerra, guerra en ucrania, guerra ucrania, conflicto, defensa, guerra in ucraina, guerra israele hamas, difesa, guerra na ucrania, guerra na ucrânia, defesa, forcas armadas,
            wojna, wojna w ukrainie, wojna na ukrainie, atak rosji na ukraine, wojsko, konflikt, konflikty, wojna rosja ukraina, obronnosc, armia, wojna izrael hamas, oorlog, oorlog in oekraine, defensie, война, война в украине, армия, войска, війна, війна в україні, фронт, армія, krig, kriget, krigen, forsvar, vita, yaki, válka, razboi
            """,
        "education" => """
            education, schools, school, universities, university, higher education, higher-education, students, student, student life, teachers, campus, campus reform, k-12, teaching, exams, colleges, college, learning,
            bildung, schule, studium, hochschule, campus und karriere, uni, education et enseignement, enseignement, ecole, etudiant, universites, educacion, educación, universidad, universidades, formacion, istruzione, scuola, universita, università, educacao, educação, enem, vestibular, ensino, edukacja, szkola, szkoła, studia, uczelnie, matura, oswiata, nauczyciele, uczniowie, egzamin osmoklasisty, onderwijs, school en studie, образование, школа, освіта, utbildning, skola, utdanning, uddannelse, elimu, ilimi, skolstvi
            """,
        "religion" => """
            religion, faith, church, christianity, islam, judaism, catholic, catholic church, vatican, pope, belief, beliefs, christian, ann, spirituality, hinduism, buddhism, religious, bible, jewish, muslim,
            kirche, glaube, religionen, religion et foi, religions, eglise, religión, iglesia, papa, religione, chiesa, vaticano, fede, religiao, religião, igreja, religia, kosciol, kościół, wiara, watykan, papiez, kerk, geloof, религия, церковь, релігія, церква, kyrka, kirke, tro, dini, addini
            """,
        "labour" => """
            labour, labor, jobs, employment, unions, union, strikes, strike, workplace, workers, careers, career, work, wages, layoffs, labor unions, work & careers, trade unions, unemployment,
            arbeit, karriere, beruf, job, arbeitsmarkt, beruf und karriere, streik, emploi, travail, social et emploi, syndicats, greve, grève, empleo, trabajo, laboral, sindicatos, lavoro, sindacati, sciopero, emprego, empregos, trabalho, carreiras, concursos, sindicatos, praca, kariera, rynek pracy, zwiazki zawodowe, strajk, werk, carriere, arbeidsmarkt, работа, карьера, робота, arbetsmarknad, arbeidsliv, arbejdsmarked
            """,
        "lifestyle" => """
            lifestyle, life & style, life and style, lifeandstyle, life-and-style, life, living, style, fashion, beauty, food, food & drink, food and drink, food-drink, recipes, recipe, cooking, restaurants, wine, drinks, travel, travelnews, travel news, tourism, hotels, home, homes, home and garden, garden, gardening, interiors, parenting, family, families, relationships, dating, sex, pets, shopping, leisure, hobbies, horoscopes, horoscope, crosswords, puzzles, weddings, wedding, diy, femail, goodtoknow, deals, well-being style, real life, women, good food, dining, luxury, watches, vacation, cruises, decor, motoring,
            leben, stil, mode, reise, reisen, essen, genuss, familie, rezepte, ratgeber, wohnen, garten, urlaub, gesellschaft stil, lebensart, liebe, beziehung, kochen,
            art de vivre, styles, mode et beaute, mode, beaute, voyage, voyages, cuisine, gastronomie, recettes, famille, deco, déco, maison, jardin, vie pratique, loisirs, vins, tourisme,
            estilo, estilo de vida, vida, moda, belleza, viajes, turismo, gastronomia, gastronomía, recetas, familia, decoracion, cocina, hogar, ocio, comer, s moda, horoscopo, tendencias, estilos, mascotas,
            stile di vita, moda, bellezza, viaggi, cucina, ricette, famiglia, casa, turismo, food e gusto, benessere e stile, donna, lifestyle e moda, giardino, oroscopo,
            estilo de vida, viagem, viagens, comida, receitas, gastronomia, turismo, casa e decoracao, receita, beleza, familia,
            styl zycia, styl życia, zycie, życie, uroda, moda, podroze, podróże, turystyka, kuchnia, przepisy, jedzenie, dom, dom i ogrod, ogrod, rodzina, dziecko, kobieta, wnetrza, horoskop, lifestyle, zakupy, wesela, zwiazki, kulinaria, wakacje, psy i koty, parenting, smaki,
            leven, reizen, eten, koken, mode en beauty, wonen, tuin, gezin, relaties, stijl, culinair, vakantie, recepten,
            стиль, стиль жизни, мода, путешествия, туризм, еда, рецепты, дом, семья, красота, стиль життя, подорожі, їжа, рецепти, resor, mat, mode, livsstil, reise, mat og drikke, rejser, mad, bolig, cestovani, recepty, hobby
            """,
        "society" => """
            society, social, communities, community, immigration, migration, refugees, lgbt, lgbtq, gender, feminism, race, race and ethnicity, inequality, poverty, homelessness, human rights, women rights, social care, equality, demographics, welfare, charities, charity, children, youth, indigenous, racism, discrimination, inclusion, aid, humanitarian,
            gesellschaft, migration, soziales, integration, familie und gesellschaft, asyl, societe, société, immigration, solidarite, discriminations, droits humains, sociedad, inmigracion, migracion, igualdad, derechos humanos, feminismo, societa, società, immigrazione, diritti, migranti, sociedade, direitos humanos, imigracao, desigualdade, cidadania, spoleczenstwo, społeczeństwo, migranci, uchodzcy, spoleczne, prawa kobiet, prawa czlowieka, lgbt i prawa, samenleving, maatschappij, migratie, asiel, общество, суспільство, соціум, samhälle, samhalle, samfunn, samfund, jamii, spolecnost, societate
            """,
        "human-interest" => """
            human interest, human-interest, offbeat, weird, odd news, oddly enough, good news, good-news, uplifting, quirky, viral, trending, obituaries, obituary, people, curiosities, buzz, weird news, heroes, upnews, heartwarming,
            vermischtes, kurioses, buntes, menschen, insolite, insolites, curiosidades, curioso, virales, viral y curioso, curiosita, curiosità, bizzarro, insolito, bizarro, planeta bizarro, curiosidade, ciekawostki, dziwne, ludzie, niezwykle, opmerkelijk, bizar, курьезы, курйози, цікаве, интересное, kuriosa, underligt, zajimavosti
            """,
        _ => "",
    };
}
