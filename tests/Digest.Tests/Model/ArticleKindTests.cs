using Digest.Model;

using Shouldly;

using Xunit;

namespace Digest.Tests.Model;

public sealed class ArticleKindTests
{
    [Theory]
    [InlineData(ArticleKind.Routine, "Horoscope for Wednesday", "Horoskop: Das sagen die Sterne", "Horóscopo de hoy", "Oroscopo del giorno", "Гороскоп на среду", "Wordle today: hints", "Krzyżówka na weekend", "Friday's quiz: ten questions", "Nightly News Full Broadcast (November 10th)", "FirstFT: bank hit by attack", "The Papers: 'Crisis deepens'", "Presseschau vom Mittwoch", "Przegląd prasy", "Gold rate in Freedonia today – 07 November", "Crown to Mark rate today")]
    [InlineData(ArticleKind.Shopping, "Best early Black Friday laptop deals", "The best air fryers of 2026, tested", "Save $200 on this television", "Bon plan : un casque à petit prix", "Schnäppchen der Woche: Kopfhörer")]
    [InlineData(ArticleKind.Live, "Flood in Millport: live updates", "Hochwasser im Liveticker", "Inondations : suivez la situation en direct", "Inundaciones, en directo", "Alluvione, la diretta", "Powódź: relacja na żywo", "Budget live: minister speaks")]
    [InlineData(ArticleKind.Ordinary, "Best actor award goes to newcomer", "Minister lives up to promise", "Live music returns to the harbour", "Court: supermarket must pay", "Stars of the silent screen", "Quarter of voters undecided", "Round-up of stray cattle ends", "The papers that shook the palace", "First thing a mayor does", "Gold price hits a record today", "Rate cut today, says bank")]
    public void Tells_what_sort_of_article_a_headline_announces(ArticleKind kind, params string[] titles)
    {
        foreach (var title in titles)
        {
            ArticleKinds.Of(title).ShouldBe(kind, title);
        }
    }

    // Each alternative of each pattern: one whose cue is missing would never be tried.
    [Theory]
    [InlineData(
        ArticleKind.Routine, "Your horoscope", "Ihr Horoskop", "Horóscopo", "L'oroscopo", "ГОРОСКОП на день", "Star sign of the week", "Zodiac sign of the week", "Wordle 12", "Quordle 12",
        "Nerdle 12", "Sudoku", "NYT: the Connections", "Strands: all hints", "The crosswords", "Kreuzworträtsel", "KRZYŻÓWKA", "Mots croisés", "Crucigrama", "Cruciverba",
        "Kruiswoordpuzzel", "A quiz", "Trivia", "Кросворд", "Кроссворд", "Lotery", "Lottery", "Lotto am Samstag", "Powerball", "Mega Millions", "Eurojackpot", "EuroMillions", "Lottozahlen",
        "Mega-Sena", "Megasena", "Quina 5", "Morning rundown", "Full episode", "News roundup", "Weekly round-up", "Health care round-up", "Pressestimmen", "Presseschau", "Revue de presse",
        "Rassegna stampa", "Revista de prensa", "Przegląd prasy", "Was heute wichtig wird", "Letter to the editor", "Word of the day", "On this day", "Kalendarium", "Kartka z kalendarza",
        "CD rates in March 2026", "Mortgage rates of 2026", "Refinance rates, 2026", "Savings rate: 2026", "Gold rate today", "Petrol prices in Northland, today", "Kursy walut", "Przepis na pierogi", "Recipe for soup", "Receta de sopa", "Ricetta", "Rezept für Suppe",
        "Program TV", "What to watch on TV", "Where to watch tonight", "TV tonight", "The morning briefing", "Evening bulletin", "Daily digest", "Sunday cartoon", "Weekend newsletter", "Monday: roundup",
        "The papers: all quiet", "First thing: rain", "What's news: rain", "What’s news: rain", "The morning after: rain")]
    [InlineData(
        ArticleKind.Shopping, "Black Friday", "Cyber Monday", "Prime Day", "Singles' Day", "Singles day", "Gift guide", "A coupon", "Promo code", "Discount code", "Deal on the iPad: Amazon",
        "Early deals", "Save $5", "Save 10%", "Save hundreds", "Save up to €5", "20% off", "20 % off", "Ten percent off", "Knocks £5", "For just €5", "Only $5 right now", "Phone is down right now", "Lamp is on sale at Walmart",
        "Lamp now discounted at Target", "All-time low price", "All time low for a price", "Price drop", "Lowest price", "Gets a rare discount", "Bundle deal", "On sale for $5", "Now £5", "Schnäppchen", "Rabattcode", "Bestpreis",
        "Gutscheine", "Im Angebot bei uns", "Im Test: ein Vergleich", "Bon plan", "Code promo", "Soldes", "Meilleurs prix", "Oferta flash", "Chollos", "CUPÓN", "Offerte del giorno", "Sconto del mese",
        "Promocja: 10 zł", "Gazetki", "Przeceny: 10 zł", "Wyprzedaże", "Aanbieding", "Kortingscode", "Promoção", "Cupom", "The best lamps, tested", "Today’s deals", "$5 off")]
    [InlineData(
        ArticleKind.Live, "Live blog", "LIVE: rain", "Rain as it happened", "Live now", "Liveticker", "Newsblog", "Live-Ticker", "En direct", "En vivo", "En directo", "In diretta", "La diretta", "Ao vivo",
        "Minuto a minuto", "Relacja live", "NA ŻYWO", "Online хроніка", "Онлайн-трансляция", "Liveblog", "Rain - live", "Live | rain")]
    public void Tries_every_alternative_of_its_patterns(ArticleKind kind, params string[] titles)
    {
        foreach (var title in titles)
        {
            ArticleKinds.Of(title).ShouldBe(kind, title);
        }
    }
}
