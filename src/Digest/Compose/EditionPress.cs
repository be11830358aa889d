using System.Globalization;

using Digest.Links;
using Digest.Model;
using Digest.Templates;

namespace Digest.Compose;

/// <summary>
/// Prints the issues of one edition for one language and zone: every block is rendered, escaped and encoded once, and an issue is put together
/// from blocks. One kind of template each for HTML and text; see <see cref="FormatPress"/>.
/// </summary>
internal sealed class EditionPress
{
    // A story stands in as many ways as readers follow and were told different things: rarely full, and forgetting costs one rendering each.
    private const int MostPlaces = 20_000;

    private readonly Dictionary<long, EditionStory> _stories;
    private readonly Kept<StoryPlace, PlacedStory> _places;
    /// <summary>The same, found by the object instead of by all that it says: issues share theirs (<see cref="Store.IssueStories"/>).</summary>
    private readonly Kept<Standing, PlacedStory?> _standings;
    private readonly TemplateSet _templates;
    private readonly SiteLinks _links;
    private readonly SiteOptions _site;
    private readonly FormatPress _html;
    private readonly FormatPress _text;

    public EditionPress(Edition edition, string locale, TimeZoneInfo zone, TemplateSet templates, SiteLinks links, SiteOptions site, int budget, ILogger log)
    {
        Edition = edition;
        Zone = zone;
        Version = templates.Version;
        Words = templates.Locale(locale);
        _stories = edition.Stories.ToDictionary(s => s.StoryId);
        _templates = templates;
        _links = links;
        _site = site;
        Budget = budget;
        _places = new Kept<StoryPlace, PlacedStory>(MostPlaces, p => new PlacedStory(p, StoryView.Of(_stories[p.StoryId], p, Edition, Zone, _links)));
        _standings = new Kept<Standing, PlacedStory?>(MostPlaces, s => _stories.ContainsKey(s.Story.StoryId) ? _places.Get(s.Place()) : null);
        Campaign = "e" + edition.Number.ToString(CultureInfo.InvariantCulture);
        _html = new FormatPress("email/issue.html", this, templates, log);
        _text = new FormatPress("email/issue.txt", this, templates, log);
    }

    public Edition Edition { get; }

    public TimeZoneInfo Zone { get; }

    /// <summary>Of the templates it was made with: after an edit a new press is made.</summary>
    public long Version { get; }

    public Locale Words { get; }

    /// <summary>Octets of decoded HTML that an issue may have.</summary>
    public int Budget { get; }

    /// <summary>What complaints about its issues are counted by.</summary>
    public string Campaign { get; }

    /// <returns>Null when the edition does not hold the story.</returns>
    public PlacedStory? Place(Standing standing) => _standings.Get(standing);

    public SectionView View(SectionContent section) =>
        new(section.Key, Heading(section.Key), section.IsFirst, [.. section.Stories.Select(s => s.View)]);

    /// <summary>The subject line, from the lead story.</summary>
    public string Subject(PlacedStory lead) => lead.Subject ??= MailHeaders.Subject(_templates.Render(
        "email/issue.subject.txt", new { Lead = lead.View, Site = SiteView, Edition = EditionView }, Words.Name, Zone));

    /// <summary>
    /// The issue without as many stories from its end as the HTML is over its budget; itself where it is not. What is encoded is never shorter
    /// than what it stands for, so that an issue whose HTML was written in no more than <see cref="Budget"/> octets need not be asked about.
    /// </summary>
    public IssueContent Fit(IssueContent content)
    {
        var fit = content;
        while (fit.Count > 1 && _html.Size(fit) > Budget)
        {
            fit = fit.Shorter();
        }

        return fit;
    }

    public void WriteText(IssueContent content, OctetWriter into) => _text.Write(content, into);

    public void WriteHtml(IssueContent content, OctetWriter into) => _html.Write(content, into);

    /// <summary>The same as plain strings, for looking at.</summary>
    public (string Text, string Html) Show(IssueContent content) => (_text.Whole(content), Tidy.Html(_html.Whole(content)));

    /// <param name="sections">Of an issue, or of a probe.</param>
    /// <param name="own">The reader's value by name.</param>
    public IssueView View(IReadOnlyList<SectionView> sections, Func<string, object> own) => new()
    {
        Site = SiteView,
        Edition = EditionView,
        Sections = sections,
        Subject = own("subject"),
        Preheader = own("preheader"),
        Summary = own("summary"),
        Links = new LinksView
        {
            Front = _links.Front(),
            Edition = _links.EditionPage(Edition.Number),
            Preferences = own("preferences"),
            Pause = own("pause"),
            Unsubscribe = own("unsubscribe"),
        },
        Reader = new ReaderView(own("why")),
    };

    private SiteView SiteView => new(_site.Name, _site.PostalAddress);

    private EditionView EditionView => new(Edition.Number, Edition.CutAt);

    private string Heading(string key) => key switch
    {
        "top" or "picks" or "follow" or "more" => Words.Find("mail." + key) ?? key,
        _ => Words.Find("topics." + Topic.Find(key)?.Key) ?? key,
    };
}
