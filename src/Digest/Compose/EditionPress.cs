using System.Collections.Concurrent;

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
    private readonly Dictionary<long, EditionStory> _stories;
    private readonly ConcurrentDictionary<StoryPlace, StoryView> _views = new();
    private readonly ConcurrentDictionary<StoryPlace, string> _subjects = new();
    private readonly TemplateSet _templates;
    private readonly SiteLinks _links;
    private readonly SiteOptions _site;
    private readonly int _budget;
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
        _budget = budget;
        _html = new FormatPress("email/issue.html", this, templates, log);
        _text = new FormatPress("email/issue.txt", this, templates, log);
    }

    public Edition Edition { get; }

    public TimeZoneInfo Zone { get; }

    /// <summary>Of the templates it was made with: after an edit a new press is made.</summary>
    public long Version { get; }

    public Locale Words { get; }

    public bool Holds(long storyId) => _stories.ContainsKey(storyId);

    public StoryView View(StoryPlace place) =>
        _views.GetOrAdd(place, static (p, press) => StoryView.Of(press._stories[p.StoryId], p, press.Edition, press.Zone, press._links), this);

    public SectionView View(SectionContent section) =>
        new(section.Key, Heading(section.Key), section.IsFirst, [.. section.Stories.Select(View)]);

    /// <summary>The subject line, from the lead story.</summary>
    public string Subject(StoryPlace lead) => _subjects.GetOrAdd(lead, static (p, press) => MailHeaders.Subject(press._templates.Render(
        "email/issue.subject.txt", new { Lead = press.View(p), Site = press.SiteView, Edition = press.EditionView }, press.Words.Name, press.Zone)), this);

    /// <summary>Both versions of an issue; stories from the end are left out until the HTML is within its budget.</summary>
    public (MailBody Body, IssueContent Printed) Print(IssueContent content)
    {
        var printed = content;
        while (printed.Count > 1 && _html.Size(printed) > _budget)
        {
            printed = printed.Shorter();
        }

        return (new MailBody(_text.Print(printed), _html.Print(printed)), printed);
    }

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
