using Digest.Model;
using Digest.Stories;
using Digest.Stories.Topics;

using Shouldly;

using Xunit;

namespace Digest.Tests.Stories.Topics;

public sealed class AssignTopicsTests
{
    [Theory]
    [InlineData("Sport", "sport")]
    [InlineData("Fußball", "sport")]
    [InlineData("Piłka nożna", "sport")]
    [InlineData("World Football", "sport")]
    [InlineData("Politique", "politics")]
    [InlineData("Business & Economy", "economy")]
    [InlineData("Real Estate", "economy")]
    [InlineData("Kultur", "arts")]
    [InlineData("Życie", "lifestyle")]
    [InlineData("Tecnología", "science")]
    [InlineData("Salute", "health")]
    [InlineData("Klimaat", "environment")]
    [InlineData("Pogoda", "weather")]
    [InlineData("Происшествия", "disaster")]
    [InlineData("Sucesos", "crime")]
    public void Knows_sections_of_many_languages(string section, string key) =>
        Topic.Find(SectionNames.Find(section))!.Key.ShouldBe(key);

    [Theory]
    [InlineData("World")]
    [InlineData("Top stories")]
    [InlineData("News")]
    [InlineData("Aktuell")]
    [InlineData("")]
    [InlineData(null)]
    public void Says_nothing_of_a_section_that_says_nothing(string? section) => SectionNames.Find(section).ShouldBeNull();

    [Theory]
    [InlineData("https://herald.example/sport/football/2026/03/rovers-win", "sport")]
    [InlineData("https://money.herald.example/2026/03/rates", "economy")]
    [InlineData("https://herald.example/news/health-12345", null)]
    [InlineData("https://herald.example/2026/03/sport", null)]
    [InlineData("not an address", null)]
    public void Reads_the_address_but_not_its_slug(string url, string? key) =>
        Topic.Find(AddressTopic.Find(url)?.Code)?.Key.ShouldBe(key);

    [Theory]
    [InlineData("en", "Striker scores twice as Rovers win cup semi-final", "sport")]
    [InlineData("de", "Bundestag stimmt über Koalitionsvertrag ab, Opposition warnt Kanzler", "politics")]
    [InlineData("fr", "La Banque centrale relève ses taux face à l'inflation", "economy")]
    [InlineData("es", "Detenido un sospechoso del asesinato, el juez ordena prisión", "crime")]
    [InlineData("it", "Terremoto nella notte, pompieri tra le macerie: tre feriti", "disaster")]
    [InlineData("pt", "Hospital abre ala para pacientes com dengue, médicos pedem vacina", "health")]
    [InlineData("pl", "Nauczyciele i uczniowie przed egzaminem: matura w nowych szkołach", "education")]
    [InlineData("nl", "Regen, onweer en storm: KNMI geeft code geel", "weather")]
    [InlineData("ru", "Российские футболисты выиграли матч чемпионата, тренер доволен", "sport")]
    [InlineData("uk", "Вчені запустили супутник і новий телескоп", "science")]
    public void Reads_the_words_where_nothing_else_tells(string language, string title, string key)
    {
        var topics = Assign(Article(title), null, language);

        Topic.Find(topics[0].Topic)!.Key.ShouldBe(key);
        topics[0].Why.ShouldStartWith("words: ");
    }

    [Fact]
    public void Gives_no_topic_below_the_confidence_asked_for() =>
        Assign(Article("A quiet Tuesday in the old town"), null, "en").ShouldBeEmpty();

    [Fact]
    public void Is_surer_where_section_and_address_agree()
    {
        var alone = Assign(Article("Rovers again"), "Sport", "en")[0];
        var both = Assign(Article("Rovers again") with { Url = "https://herald.example/sport/rovers" }, "Sport", "en")[0];

        both.Confidence.ShouldBeGreaterThan(alone.Confidence);
        both.Why.ShouldBe("section 'Sport'");
    }

    private static IReadOnlyList<TopicAssignment> Assign(Article article, string? section, string language) =>
        new AssignTopics(new StoriesOptions(), null).Of(article, section, language);

    private static Article Article(string title) => new()
    {
        Id = 7,
        SourceId = 1,
        FeedId = 1,
        Identity = "7",
        Url = "https://herald.example/a7",
        Title = title,
        PublishedAt = DateTimeOffset.UnixEpoch,
        FirstSeenAt = DateTimeOffset.UnixEpoch,
    };
}
