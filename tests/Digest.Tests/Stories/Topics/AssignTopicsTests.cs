using Digest.Model;
using Digest.Stories;
using Digest.Stories.Text;
using Digest.Stories.Topics;

using Shouldly;

using Xunit;

namespace Digest.Tests.Stories.Topics;

public sealed class AssignTopicsTests
{
    [Fact]
    public void Articles_of_one_story_say_together_what_each_says_too_softly()
    {
        ReadText[] texts = [.. new[] { "Plane down off Norhaven", "Crash near Norhaven kills crew", "Aircraft missing, crew feared dead" }.Select(t => ReadText.Of(t, "", "en"))];
        var together = StoryTopic.Together(texts)!;
        Topic.Find(together.Topic)!.Key.ShouldBe("disaster");
        StoryTopic.Of([[together]]).Topic.ShouldBe(together.Topic);
        StoryTopic.Of([[together], [new TopicAssignment(1, "11000000", 0.9, "address part 'politics'")]]).Topic.ShouldBe("11000000", "a section is surer");
        StoryTopic.Together(texts[..1]).ShouldBeNull("one article has had its word");
        StoryTopic.Together([ReadText.Of("Hm", "", "en"), ReadText.Of("Hm", "", "en")]).ShouldBeNull();
    }

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

    [Theory]
    [InlineData("en", "Goalkeeper saves penalty as striker misses", "soccer")]
    [InlineData("de", "Bayern gewinnt in der Bundesliga, Torwart verletzt", "soccer")]
    [InlineData("fr", "Roland-Garros : la tête de série éliminée, le tennis français pleure", "tennis")]
    [InlineData("es", "Baloncesto: el alero decide el partido de la Euroliga", "basketball")]
    [InlineData("it", "Formula 1, la Ferrari vince il gran premio con il pilota monegasco", "motor-car-racing")]
    [InlineData("pt", "Vôlei: seleção vence final do campeonato, técnico elogia jogadoras", "volleyball")]
    [InlineData("pl", "Skoki narciarskie: trener i zawodnicy przed mistrzostwami", "skiing")]
    [InlineData("nl", "Voetbal: Ajax wint duel, trainer tevreden over elftal", "soccer")]
    [InlineData("ru", "Хоккей: команда выиграла матч чемпионата КХЛ, тренер доволен", "ice-hockey")]
    [InlineData("uk", "Бокс: чемпіон переміг нокаутом, тренер задоволений", "boxing")]
    public void Names_the_sub_topic_where_it_is_clear(string language, string title, string key)
    {
        var topic = Assign(Article(title), "Sport", language)[0];

        Subtopic.Find(topic.Subtopic)!.Key.ShouldBe(key);
        topic.Why.ShouldContain(Subtopic.Find(topic.Subtopic)!.Name);
    }

    [Fact]
    public void Takes_the_sub_topic_from_the_sections_name() =>
        Subtopic.Find(Assign(Article("A quiet evening"), "Tennis", "en")[0].Subtopic)!.Key.ShouldBe("tennis");

    [Fact]
    public void Names_no_sub_topic_where_two_are_as_likely() =>
        Assign(Article("Tennis and golf to share a stadium"), "Sport", "en")[0].Subtopic.ShouldBeNull();

    [Theory]
    [InlineData("Feuilleton", "Feuilleton", 1)]
    [InlineData("FEUILLETON", "feuilleton", 0)]
    [InlineData("Sport", "*", 1)]
    public void Believes_the_operator_before_all_else(string section, string mapped, long feed)
    {
        var map = new SectionMap([new MappedSection(feed, mapped, "12000000")]);

        var topic = Assign(Article("Striker scores twice as Rovers win cup semi-final"), section, "en", map)[0];

        topic.Topic.ShouldBe("12000000");
        topic.Confidence.ShouldBe(1);
        topic.Why.ShouldContain("mapped by the operator");
    }

    [Fact]
    public void Believes_the_operator_on_a_category_too() =>
        Assign(Article("A quiet Tuesday") with { Categories = ["Ressort 7"] }, null, "en", new SectionMap([new MappedSection(0, "ressort 7", "05000000")]))[0].Topic.ShouldBe("05000000");

    [Fact]
    public void Leaves_other_feeds_as_they_are()
    {
        var map = new SectionMap([new MappedSection(2, "sport", "12000000")]);

        Assign(Article("Rovers again"), "Sport", "en", map)[0].Topic.ShouldBe("15000000");
    }

    [Fact]
    public void Does_not_read_a_section_that_the_operator_calls_meaningless() =>
        Assign(Article("A quiet Tuesday in the old town"), "Sport", "en", new SectionMap([new MappedSection(1, "sport", "")])).ShouldBeEmpty();

    [Fact]
    public void Believes_the_text_before_a_category_that_is_only_a_tag()
    {
        var murder = Article("Police charge suspect with murder after body is found") with
        {
            Teaser = "Detectives arrested the man; a judge ordered him held until the trial for homicide.",
            Categories = ["Social Media"],
        };

        var topics = Assign(murder, null, "en");

        topics.ShouldAllBe(t => t.Topic == "02000000");
        topics.ShouldNotBeEmpty();
    }

    [Fact]
    public void Takes_one_category_among_many_for_a_tag() =>
        Assign(Article("A quiet Tuesday in the old town") with { Categories = ["Apple", "Harbour", "Mayor", "Tuesday", "Bridge"] }, null, "en").ShouldBeEmpty();

    [Fact]
    public void Is_surer_where_section_and_address_agree()
    {
        var alone = Assign(Article("Rovers again"), "Sport", "en")[0];
        var both = Assign(Article("Rovers again") with { Url = "https://herald.example/sport/rovers" }, "Sport", "en")[0];

        both.Confidence.ShouldBeGreaterThan(alone.Confidence);
        both.Why.ShouldBe("section 'Sport'");
    }

    private static IReadOnlyList<TopicAssignment> Assign(Article article, string? section, string language, SectionMap? map = null) =>
        new AssignTopics(new StoriesOptions(), map ?? SectionMap.Empty, null).Of(article, section, language);

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
