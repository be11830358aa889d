using Digest.Stories.Clusters;

using Shouldly;

using Xunit;

namespace Digest.Tests.Stories.Clusters;

public sealed class ClusteringTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("en", "Harbour bridge closed after freighter hits its main pillar", "Freighter strikes pillar of harbour bridge, traffic halted")]
    [InlineData("en", "Central bank raises rates to 4.5% in surprise move", "Surprise as central bank lifts interest rates to 4.5%")]
    [InlineData("de", "Brand in Chemiewerk Neustadt: Anwohner sollen Fenster schließen", "Feuer im Chemiewerk in Neustadt, Anwohner gewarnt")]
    [InlineData("fr", "Séisme au large de Port-Clair : trois villages évacués", "Port-Clair : un séisme force l'évacuation de trois villages")]
    [InlineData("es", "Hallan un mural romano bajo la plaza de Villarreina", "Aparece un mural romano en las obras de la plaza de Villarreina")]
    [InlineData("it", "Crolla il tetto del mercato coperto di Montalto, nessun ferito", "Montalto, crollato il tetto del mercato coperto: nessun ferito")]
    [InlineData("pt", "Greve dos maquinistas paralisa metrô de Vila Nova", "Metrô de Vila Nova parado por greve de maquinistas")]
    [InlineData("pl", "Pożar fabryki mebli w Zawodziu, ewakuowano mieszkańców", "Zawodzie: płonie fabryka mebli, ewakuacja mieszkańców")]
    [InlineData("nl", "Vrachtschip ramt brug bij Oudewaard, treinverkeer stil", "Treinverkeer ligt stil na aanvaring van vrachtschip met brug Oudewaard")]
    [InlineData("uk", "У Зеленограді відкрили перший міст через Синюху після ремонту", "Міст через Синюху у Зеленограді відкрили після ремонту")]
    [InlineData("ru", "В Белогорске обрушилась крыша ледового дворца", "Крыша ледового дворца обрушилась в Белогорске: пострадавших нет")]
    [InlineData("sv", "Färja gick på grund utanför Långnäs, passagerare evakuerades", "Passagerare evakuerades när färja gick på grund vid Långnäs")]
    [InlineData("ja", "北浜港で貨物船が橋脚に衝突、橋は通行止め", "貨物船が橋脚に衝突 北浜港の橋が通行止めに")]
    [InlineData("el", "Σεισμός κοντά στη Νέα Πέτρα, εκκενώθηκαν τρία χωριά", "Νέα Πέτρα: σεισμός, τρία χωριά εκκενώθηκαν")]
    public void Joins_headlines_of_one_event(string language, string one, string two) => Together(language, one, two).ShouldBeTrue();

    [Theory]
    [InlineData("en", "Man, 34, arrested after stabbing in Eastvale", "Woman arrested after stabbing in Millport")]
    [InlineData("en", "Earthquake shakes northern coast of Peru", "Earthquake shakes southern Japan")]
    [InlineData("en", "Rovers beat United to reach cup final", "United sign striker from Lisbon club")]
    [InlineData("en", "Best air fryers of 2026, tested by our kitchen", "Best early Black Friday air fryer deals under $100")]
    [InlineData("en", "Horoscope today: what the stars hold for Aries", "Horoscope today: what the stars hold for Libra")]
    [InlineData("en", "Election 2026: how to register to vote", "Election 2026: who leads in the polls of Northland")]
    [InlineData("de", "Polizei sucht Zeugen nach Unfall auf der A7", "Polizei sucht Zeugen nach Einbruch in Juweliergeschäft")]
    [InlineData("pl", "Wypadek na A4, zablokowany pas w stronę Wrocławia", "Wypadek na S8 pod Radzyminem, są ranni")]
    [InlineData("fr", "Grève à la SNCF : les prévisions de mardi", "Grève dans les écoles : qui garde les enfants ?")]
    [InlineData("es", "El Atlético gana al Betis y sigue líder de la liga", "El líder de la oposición gana las primarias de su partido")]
    public void Keeps_different_events_apart(string language, string one, string two) => Together(language, one, two).ShouldBeFalse();

    [Fact]
    public void Takes_no_article_after_the_window()
    {
        var clustering = Clustered();
        var story = clustering.Add(Piece(1, 1, "Harbour bridge closed after freighter hits its main pillar"));
        var later = clustering.Add(Piece(2, 2, "Harbour bridge closed after freighter hits its main pillar", hours: 24 * 9));

        later.StoryId.ShouldNotBe(story.StoryId);
    }

    [Fact]
    public void Merges_two_stories_that_a_third_article_shows_to_be_one()
    {
        var clustering = Clustered();
        var one = clustering.Add(Piece(1, 1, "Freighter Aldebaran hits harbour bridge pillar near Kingsport"));
        var two = clustering.Add(Piece(2, 2, "Kingsport crossing shut: commuters face long detour over river"));
        one.StoryId.ShouldNotBe(two.StoryId);

        clustering.Add(Piece(3, 3, "Kingsport crossing shut after freighter Aldebaran hits harbour bridge pillar: commuters face long detour over river", hours: 1));
        clustering.Add(Piece(4, 4, "Freighter Aldebaran hits bridge pillar, Kingsport crossing shut, commuters face long detour", hours: 1));

        clustering.Current(two.StoryId).ShouldBe(clustering.Current(one.StoryId));
        clustering.TakeChanges().ShouldHaveSingleItem().ShouldBeOfType<Change.Merged>();
        clustering.TakeChanges().ShouldBeEmpty();
    }

    [Fact]
    public void Merges_what_is_alike_as_a_whole_when_told_to_consolidate()
    {
        var clustering = new Clustering(ClusterOptions.Default with { Threshold = 0.99 });
        var one = clustering.Add(Piece(1, 1, "Freighter Aldebaran hits harbour bridge"));
        var two = clustering.Add(Piece(2, 2, "Harbour bridge hit by freighter Aldebaran near Kingsport"));

        clustering.Consolidate(0.4).ShouldBe(1);

        clustering.Current(two.StoryId).ShouldBe(one.StoryId);
    }

    [Fact]
    public void Collapses_wire_copy_into_one_voice()
    {
        var clustering = Clustered();
        clustering.Add(Piece(1, 1, "Ferry Aurora loses power, 200 wait in lifeboats", teaser: "Two hundred passengers spent the night at sea, the coast guard said."));
        var copy = clustering.Add(Piece(2, 2, "Ferry Aurora loses power, 200 wait in lifeboats", teaser: "Two hundred passengers spent the night at sea, the coast guard said."));
        var again = clustering.Add(Piece(3, 3, "Ferry Aurora loses power: 200 wait in lifeboats", teaser: "Two hundred passengers spent the night at sea, the coast guard said."));

        copy.CopyOf.ShouldBe(1);
        again.CopyOf.ShouldBe(1);
    }

    [Fact]
    public void Goes_on_from_restored_stories_as_if_it_had_never_stopped()
    {
        var clustering = Clustered();
        clustering.Restore(Piece(1, 1, "Harbour bridge closed after freighter hits its main pillar"), 41, null);

        clustering.Add(Piece(2, 2, "Freighter strikes pillar of harbour bridge, traffic halted")).StoryId.ShouldBe(41);
        clustering.Add(Piece(3, 2, "Museum shows lost paintings of the lake school")).StoryId.ShouldBeGreaterThan(41);
    }

    [Fact]
    public void Parts_a_story_that_is_two_and_leaves_the_larger_its_number()
    {
        var clustering = new Clustering(ClusterOptions.Default with { PartThreshold = 0.3, Threshold = 0.02, CentroidShare = 0, AgePenalty = 0 });
        var first = clustering.Add(Piece(1, 1, "Kingsport harbour bridge hit by freighter Aldebaran near Kingsport market"));
        for (var i = 2; i <= 10; i++)
        {
            clustering.Add(Piece(i, i, "Freighter Aldebaran hits Kingsport harbour bridge, pilot questioned", hours: i / 10.0));
        }

        clustering.Add(Piece(11, 11, "Kingsport market reopens: bakers, cheese makers and florists return to stalls", hours: 1.1));
        for (var i = 12; i <= 16; i++)
        {
            clustering.Add(Piece(i, i, "Bakers, cheese makers and florists return to stalls as market reopens", hours: i / 10.0));
        }

        var parted = clustering.TakeChanges().ShouldHaveSingleItem().ShouldBeOfType<Change.Parted>();
        parted.From.ShouldBe(first.StoryId);
        parted.Pieces.Order().ShouldBe([11, 12, 13, 14, 15, 16]);
        clustering.Add(Piece(17, 17, "Cheese makers and bakers return as market reopens its stalls", hours: 2)).StoryId.ShouldBe(parted.Into);
        clustering.Add(Piece(18, 18, "Pilot of freighter Aldebaran questioned over harbour bridge", hours: 2)).StoryId.ShouldBe(first.StoryId);
    }

    [Fact]
    public void Never_parts_what_an_editor_holds_together()
    {
        var clustering = new Clustering(ClusterOptions.Default with { PartThreshold = 1, PartFrom = 8 });
        clustering.KeepWhole(1);
        for (var i = 1; i <= 8; i++)
        {
            clustering.Add(Piece(i, i, $"Freighter Aldebaran hits Kingsport harbour bridge, {(i % 2 == 0 ? "pilot questioned by police" : "commuters face long detour")}"));
        }

        clustering.TakeChanges().ShouldBeEmpty();
    }

    [Fact]
    public void Begins_the_next_chapter_when_a_story_is_full()
    {
        var clustering = new Clustering(ClusterOptions.Default with { MostArticles = 20, PartFrom = 1024 });
        var stories = Enumerable.Range(1, 40)
            .Select(i => clustering.Add(Piece(i, i, $"Freighter Aldebaran hits Kingsport harbour bridge, {Day.Headlines[i % 25].ToLowerInvariant()}", hours: i / 10.0)).StoryId)
            .Select(clustering.Current).ToList();

        stories.GroupBy(s => s).Max(g => g.Count()).ShouldBeLessThanOrEqualTo(20);
    }

    [Theory]
    [InlineData("en", "Harbour war: list of key events, day 621", "Harbour war: list of key events, day 622", false)]
    [InlineData("en", "Magnitude 5.1 earthquake shakes Northland coast", "Magnitude 6.4 earthquake shakes Northland coast", false)]
    [InlineData("en", "Starfarers season 3 episode 4 recap: the long night", "Starfarers season 3 episode 5 recap: the long night", false)]
    [InlineData("de", "Inselkrieg: die wichtigsten Ereignisse, Tag 31", "Inselkrieg: die wichtigsten Ereignisse, Tag 32", false)]
    [InlineData("pl", "Wojna na wyspach: najważniejsze wydarzenia, dzień 31", "Wojna na wyspach: najważniejsze wydarzenia, dzień 32", false)]
    [InlineData("fr", "Guerre des îles : le point, jour 31", "Guerre des îles : le point, jour 32", false)]
    [InlineData("uk", "Війна на островах: головні події, день 31", "Війна на островах: головні події, день 32", false)]
    [InlineData("en", "Harbour fire kills 7 in Millport", "Harbour fire kills 9 in Millport", true)]
    [InlineData("en", "Magnitude 5.1 earthquake shakes Northland coast", "Northland coast shaken by magnitude 5.1 earthquake", true)]
    [InlineData("en", "Ferry Aurora sinks on day 3 of regatta, 12 rescued", "Ferry Aurora sinks off Millport, 12 rescued", true)]
    public void Tells_a_series_apart_by_its_numbers_and_not_a_rising_toll(string language, string one, string two, bool together) =>
        Together(language, one, two).ShouldBe(together);

    [Theory]
    [InlineData("en", "Wildfire destroys forty homes near Eastvale", "Wildfire destroys vineyards of Montalto", false)]
    [InlineData("en", "Wildfire destroys forty homes near Eastvale", "Forty homes lost as wildfire reaches Eastvale", true)]
    [InlineData("en", "Mayor Ruth Calder resigns over bridge contract", "Minister Paul Ostrow resigns over bank letter", false)]
    [InlineData("en", "Live: bridge in Kingsport closed after freighter hits pillar", "Freighter hits pillar of Kingsport bridge", true)]
    [InlineData("en", "Quiz: how well do you know Kingsport bridge?", "Freighter hits pillar of Kingsport bridge", false)]
    [InlineData("en", "Quizmaster found dead in Kingsport flat", "Kingsport flat: quizmaster found dead, police say", true)]
    [InlineData("en", "Best boats to buy in 2026, from freighter to kayak", "Freighter sinks off Kingsport with kayaks on board", false)]
    [InlineData("en", "Supermarket chain Fairbuy to cut 900 jobs", "Fairbuy cuts 900 jobs at supermarket chain", true)]
    [InlineData("pl", "Horoskop na środę: Baran", "Horoskop na środę: Waga", false)]
    public void Vetoes_what_only_looks_alike_and_not_what_is(string language, string one, string two, bool together) =>
        Together(language, one, two).ShouldBe(together);

    [Fact]
    public void Places_each_article_alike_whether_it_stops_after_each_or_never()
    {
        var random = new Random(11);
        var pieces = Enumerable.Range(1, 220).Select(i =>
        {
            var words = (Day.Headlines[i % 9] + " " + Day.Headlines[random.Next(9)]).Split(' ').OrderBy(_ => random.Next()).Take(9);
            return Piece(i, i % 13, string.Join(' ', words), hours: i / 5.0);
        }).ToList();

        Stories(pieces, stopEvery: 1).ShouldBe(Stories(pieces, stopEvery: 1000));
    }

    // The groups as sets of pieces, since numbers may differ; each stop restores everything into a new clustering.
    private static List<string> Stories(List<Piece> pieces, int stopEvery)
    {
        var story = new Dictionary<long, long>();
        var copies = new Dictionary<long, long?>();
        var clustering = new Clustering();
        for (var i = 0; i < pieces.Count; i++)
        {
            if (i > 0 && i % stopEvery == 0)
            {
                clustering = new Clustering();
                pieces.Take(i).ToList().ForEach(p => clustering.Restore(p, story[p.Id], copies[p.Id]));
            }

            var joined = clustering.Add(pieces[i]);
            (story[pieces[i].Id], copies[pieces[i].Id]) = (joined.StoryId, joined.CopyOf);
            Follow(clustering, story);
        }

        return [.. story.GroupBy(s => s.Value).Select(g => string.Join(',', g.Select(s => s.Key).Order())).Order(StringComparer.Ordinal)];
    }

    private static void Follow(Clustering clustering, Dictionary<long, long> story)
    {
        foreach (var change in clustering.TakeChanges())
        {
            var (pieces, into) = change is Change.Merged m
                ? (story.Where(s => s.Value == m.From).Select(s => s.Key).ToList(), m.Into)
                : (((Change.Parted)change).Pieces, ((Change.Parted)change).Into);
            foreach (var piece in pieces)
            {
                story[piece] = into;
            }
        }
    }

    [Fact]
    public void Never_joins_articles_of_different_languages()
    {
        var clustering = Clustered();
        var english = clustering.Add(Piece(1, 1, "Internet Festival Berlin 2026"));

        clustering.Add(Piece(2, 2, "Internet Festival Berlin 2026", language: "de")).StoryId.ShouldNotBe(english.StoryId);
    }

    [Fact]
    public void Joins_by_the_rarest_words_where_the_lists_of_the_others_are_not_read()
    {
        // Fifty articles that share nothing but the common words: their lists are full, and one word is all that is looked up.
        var clustering = new Clustering(ClusterOptions.Default with { PostingsRead = 1, PostingLength = 16 });
        for (var i = 0; i < 50; i++)
        {
            clustering.Add(Piece(100 + i, i, $"Harbour bridge closed as {Day.Headlines[i % Day.Headlines.Count]} number{i}", hours: -1));
        }

        var first = clustering.Add(Piece(1, 1, "Harbour bridge closed after freighter Aldebaran strikes pillar"));

        clustering.Add(Piece(2, 2, "Freighter Aldebaran strikes pillar, harbour bridge closed", hours: 1)).StoryId.ShouldBe(first.StoryId);
    }

    private static bool Together(string language, string one, string two)
    {
        var clustering = Clustered();
        return clustering.Add(Piece(1, 1, one, language: language)).StoryId == clustering.Add(Piece(2, 2, two, hours: 2, language: language)).StoryId;
    }

    // Other news of the day, so that common words are common.
    private static Clustering Clustered()
    {
        var clustering = new Clustering();
        var id = 1000L;
        foreach (var headline in Day.Headlines)
        {
            clustering.Add(Piece(id++, id % 7, headline, hours: -1));
        }

        return clustering;
    }

    private static Piece Piece(long id, long source, string title, double hours = 0, string language = "en", string teaser = "") => new()
    {
        Id = id,
        SourceId = source,
        Language = language,
        PublishedAt = Noon.AddHours(hours),
        Title = title,
        Teaser = teaser,
    };
}
