using Digest.Model;

namespace Digest.Tests.Compose;

/// <summary>One invented day's edition, with all that a story may have: pictures, captions, other titles, picks, other scripts.</summary>
internal static class Paper
{
    public static Edition Today(string pictures = "https://pictures.example") => MailFixture.Edition(
        MailFixture.Story(1, "11000000", edit: e =>
        {
            e.Title = "Ferry line to the islands reopens after a winter of repairs";
            e.Teaser = "The first boats left the harbour at dawn with islanders, mail and a brass band aboard. The line had been closed since a storm broke the pier in October, and the council says the new one will stand for sixty years.";
            (e.SourceName, e.Section, e.Byline) = ("Harbour Post", "Islands", "Mara Lindqvist");
            e.Picture = new Picture(pictures + "/ferry.jpg", "A white ferry leaves a stone pier at dawn", "The Aurora leaves Norhaven for the first time since October.", "Jon Aske/Harbour Post", 1200, 675);
            (e.Sources, e.Articles, e.Reason) = (14, 17, new PlaceReason("corroboration", 14, 3));
            e.AlsoIn = [Other(201, "The Meridian", "Boats are back"), Other(202, "Küstenblatt", "Fähre fährt wieder"), Other(203, "Northern Line", "Islands reconnected")];
        }),
        MailFixture.Story(2, "04000000", edit: e =>
        {
            e.Title = "Central bank leaves its rate unchanged and names the next two dates";
            e.Teaser = "The bank expects prices to rise more slowly in spring. Savers see little of it so far.";
            (e.SourceName, e.Section) = ("The Meridian", "Business");
            e.Picture = new Picture(pictures + "/bank.jpg", "The bank's stone front", null, null, 640, 480);
            (e.Sources, e.Articles, e.Reason) = (6, 7, new PlaceReason("corroboration", 6, 11));
            e.AlsoIn = [Other(204, "Börse & Markt", "Zins bleibt"), Other(205, "Il Corriere del Porto", "Tassi fermi")];
        }),
        MailFixture.Story(3, "13000000", edit: e =>
        {
            e.Title = "A telescope made of spare parts finds a comet nobody had listed";
            e.Teaser = "Two students from Exampletown pointed it at the wrong field, and were lucky.";
            (e.SourceName, e.Section, e.Byline) = ("Science Weekly", "Space", "By Ines Okafor");
            (e.IsPick, e.Note) = (true, "The best read of the day: start here if you have five minutes.");
            e.Reason = new PlaceReason("picked", 1, 5);
        }),
        MailFixture.Story(4, "15000000", edit: e =>
        {
            e.Title = "מכבי ניצחה 3:1 במשחק העונה";
            e.Teaser = "שלושה שערים בעשר דקות הכריעו את המשחק.";
            (e.SourceName, e.Section, e.Language) = ("Sport HaYom", "ספורט", "he");
        }),
        MailFixture.Story(5, "06000000", edit: e =>
        {
            e.Title = "Storm “Runa” expected on Thursday: what is closed, and what runs";
            (e.SourceName, e.Section, e.PublishedAt) = ("Harbour Post", "Weather", MailFixture.Cut.AddHours(-20));
            (e.Sources, e.Articles, e.Reason) = (3, 3, new PlaceReason("corroboration", 3, 49));
            e.AlsoIn = [Other(206, "Northern Line", "Runa") with { Outlets = [new Outlet(207, "Fjordposten", "https://title207.example/runa")] }];
        }) with
        {
            Outlets = [new Outlet(208, "Radio Fjord", "https://title208.example/runa")],
            Earlier = [new EarlierStory(900, "Storm “Piet” leaves the north without power", MailFixture.Cut.AddDays(-6))],
            Related =
            [
                new RelatedStory(901, "Ferries stay in port <until> Saturday", "https://title209.example/ferries?a=1&b=2", 209, "Harbour Post"),
                new RelatedStory(902, "Insurers brace for “Runa”", "https://title210.example/insurers", 210, "Daily Ledger"),
            ],
            Family = 900,
        },
        MailFixture.Story(6, "13000000", edit: e => e.Title = "Chip maker opens its source code to schools") with { Access = Access.Locked },
        MailFixture.Story(7, "13000000", edit: e => e.Picture = new Picture(pictures + "/lab.jpg", null, null, null, 300, 300)),
        MailFixture.Story(8, "15000000", edit: e => (e.Title, e.Reason) = ("Cup final moved to Sunday", new PlaceReason("fresh", 1, 0.4))),
        MailFixture.Story(9, "15000000", edit: e => e.Teaser = ""),
        MailFixture.Story(10, "01000000"));

    private static AlsoIn Other(long source, string name, string title) =>
        new(source, name, title, $"https://title{source}.example/a?x=1&y=2", MailFixture.Cut.AddHours(-1));
}
