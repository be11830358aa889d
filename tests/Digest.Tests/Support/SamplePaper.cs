using Digest.Model;
using Digest.Store;

namespace Digest.Tests.Support;

/// <summary>An edition as a real day makes one: many topics, pictures with and without words, titles in two languages, and hostile text.</summary>
public static class SamplePaper
{
    public const string Hostile = "<script>alert(1)</script> {{7*7}} \"quoted\" & 'apostrophe'";

    private static readonly string[] Titles = ["The Harbour Times", "Northern Courier", "The Meridian", "Alpine Tagblatt", "Daily Ledger", "Radio Fjord News"];

    private static readonly (string Topic, string Headline, string Teaser)[] Lines =
    [
        ("11000000", "Parliament passes the coastal protection act after a night of talks", "Members voted 312 to 280 for sea walls and salt marshes along 400 kilometres of shore. Fishing towns had asked for changes until the last hour."),
        ("04000000", "Central bank holds its rate and hints at a cut in spring", "Inflation has fallen for five months in a row, but rents still rise."),
        ("13000000", "A telescope on the far side of the Moon hears its first signal", "The array unfolded by itself in the two weeks of lunar night."),
        ("03000000", "Hundreds leave their homes as the river Aven rises", "The crest is expected on Thursday morning."),
        ("15000000", "Late goal takes the islanders to their first final", "Nobody in town went to bed before three."),
        ("07000000", "One dose a year: a malaria vaccine holds in its largest trial", "Researchers followed 24,000 children in four countries."),
        ("06000000", "Wolves return to the Jura after a hundred years", ""),
        ("01000000", "The lost second act of an opera turns up in a school cupboard", "A caretaker had used the score to level a shelf."),
        ("02000000", "Court frees the ferry captain", "Judges found that the company had ordered him to sail."),
        ("04000000", "Rail freight company orders 60 hydrogen locomotives", "The first will run on lines that were never electrified."),
        ("13000000", "Physicists time a chemical bond as it breaks", "It takes 117 femtoseconds."),
        ("15000000", "Skating: a record that stood for 19 years falls twice in an evening", "First by Lind, eleven minutes later by Okafor."),
        ("05000000", "Village school of nine pupils wins the science prize", "Their subject was the well in the yard."),
        ("17000000", "First snow down to 600 metres", "Passes close from tonight."),
    ];

    public static IReadOnlyList<EditionStory> Stories { get; } = Build();

    public static async Task<Edition> AddAsync(Database database, DateTimeOffset cutAt) =>
        (await database.WriteAsync(s => EditionStore.AddAsync(s, cutAt, Stories)))!;

    private static List<EditionStory> Build()
    {
        var stories = Lines.Select((line, i) => Story(i + 1, line.Topic, line.Headline, line.Teaser, "en")).ToList();
        stories.Add(Story(stories.Count + 1, "11000000", Hostile, Hostile, "en"));
        stories.AddRange(Enumerable.Range(1, 9).Select(i => Story(stories.Count + i, "16000000", $"Übergangsregierung im Bergland legt Fahrplan für Wahlen vor ({i})", "Die Nachbarstaaten äußern sich zurückhaltend.", "de")));
        stories.Add(Story(stories.Count + 1, null, "عنوان قصير من مدينة بعيدة", "نص قصير", "ar"));
        return stories;
    }

    private static EditionStory Story(int rank, string? topic, string headline, string teaser, string language)
    {
        var others = rank % 3 == 0 ? 0 : Math.Max(1, 6 - rank);
        return new EditionStory
        {
            StoryId = 100 + rank,
            Rank = rank,
            Score = 100 - rank,
            Topic = topic,
            Language = language,
            Title = headline,
            Teaser = teaser,
            Url = $"https://titles.example/{rank}",
            SourceName = Titles[rank % Titles.Length],
            SourceId = rank % Titles.Length,
            ArticleId = 1000 + rank,
            Section = rank % 2 == 0 ? "World" : null,
            Byline = rank % 3 == 0 ? "Ada Lindqvist" : null,
            Picture = rank is 1 or 3 or 4 or 8 or 12 ? new Picture($"https://pictures.example/{rank}.jpg", "What the picture shows", "A caption that says where and when.", "Mara Oduya", 1200, 800) : null,
            PublishedAt = new DateTimeOffset(2026, 11, 24, 6, 0, 0, TimeSpan.Zero).AddMinutes(-17 * rank),
            SourceCount = others + 1,
            ArticleCount = others + 2,
            AlsoIn = [.. Enumerable.Range(1, others).Select(i => new AlsoIn(
                (rank + i) % Titles.Length, Titles[(rank + i) % Titles.Length], $"{headline} — as another title tells it", $"https://titles.example/{rank}/{i}", new DateTimeOffset(2026, 11, 24, 5, 0, 0, TimeSpan.Zero)))],
            IsPick = rank == 8,
            PickNote = rank == 8 ? "Worth ten minutes, whatever you think of opera." : null,
            Reason = new PlaceReason("corroboration", others + 1, 3),
        };
    }
}
