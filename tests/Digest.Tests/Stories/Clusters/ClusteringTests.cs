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
    public void Never_joins_articles_of_different_languages()
    {
        var clustering = Clustered();
        var english = clustering.Add(Piece(1, 1, "Internet Festival Berlin 2026"));

        clustering.Add(Piece(2, 2, "Internet Festival Berlin 2026", language: "de")).StoryId.ShouldNotBe(english.StoryId);
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
