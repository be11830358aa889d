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
}
