namespace Digest.Gather.Parse;

/// <summary>Text as a feed gives it: plain, or markup.</summary>
internal readonly record struct FeedText(string Value, bool IsHtml)
{
    public string Html => IsHtml ? Value : Clean.HtmlText.Escape(Value);
    public string Plain(int longest) => Clean.HtmlText.OneLine(Value, IsHtml, longest);
}

/// <summary>An item while it is read: adapters and modules put in what they find, better finds win, <see cref="Finish"/> makes the model.</summary>
internal sealed class ItemDraft(Uri baseUri, ParseLimits limits)
{
    private List<string>? bylines;
    private List<string>? categories;
    private List<string>? otherLinks;
    private List<Enclosure>? enclosures;

    public Uri Base { get; set; } = baseUri;
    public ParseLimits Limits { get; } = limits;
    public string? Id { get; set; }
    public bool IdIsPermalink { get; set; }
    public string? Link { get; set; }
    public FeedText? Title { get; set; }
    /// <summary>A title from a module, for items that have none of their own.</summary>
    public FeedText? OtherTitle { get; set; }
    public FeedText? Summary { get; set; }
    /// <summary>A summary from a module, for items that have none of their own.</summary>
    public FeedText? OtherSummary { get; set; }
    public FeedContent? Content { get; set; }
    /// <summary>A shorter summary, taken only where there is no other text.</summary>
    public FeedText? Subtitle { get; set; }
    public Uri? ContentBase { get; set; }
    /// <summary>The authors as written; may be addresses.</summary>
    public string? Author { get; set; }
    public string? Section { get; set; }
    public string? Language { get; set; }
    public Model.Access? Access { get; set; }
    public DateTimeOffset? PublishedAt { get; set; }
    public DateTimeOffset? UpdatedAt { get; set; }
    public string? CommentsUrl { get; set; }
    public string? SourceName { get; set; }
    public string? SourceUrl { get; set; }
    public PictureChoice Pictures { get; } = new();

    /// <summary>Adds an author as written (RSS "a@b.c (Ann Bee)", Atom name): the byline is the name in it.</summary>
    public void AddAuthor(string? written)
    {
        if (string.IsNullOrWhiteSpace(written))
        {
            return;
        }

        Author = Author is null ? written : Author.Contains(written, StringComparison.Ordinal) || Author.Length > Limits.Field ? Author : $"{Author}, {written}";
        Add(ref bylines, Byline.Name(written));
    }

    /// <summary>Adds a label; a publishing system's own number for one (a UUID) says nothing to a reader.</summary>
    public void AddCategory(string? category) => Add(ref categories, System.Guid.TryParse(category, out _) ? null : category);

    public void AddLink(string? url)
    {
        if (url != Link)
        {
            Add(ref otherLinks, url);
        }
    }

    public void AddEnclosure(Enclosure enclosure)
    {
        if ((enclosures ??= []).Count < Limits.Entries && !enclosures.Exists(e => e.Url == enclosure.Url))
        {
            enclosures.Add(enclosure);
        }
    }

    // A summary that is long only in markup may say too little after all.
    private string Teaser(string? summary, string? content, string title)
    {
        var teaser = Clean.Teaser.Of(summary, content, title, Limits.Teaser);
        return teaser.Length < Clean.Teaser.Enough && content is null && Content?.Read()?.Html is { } late ? Clean.Teaser.Of(summary, late, title, Limits.Teaser) : teaser;
    }

    // Read only where someone wants it: the caller, the teaser, or a picture that no field gives.
    private string? FullContent(string? summary)
    {
        if (Limits.Markup || summary is null || summary.Length < Clean.Teaser.Enough)
        {
            return Content?.Read()?.Html;
        }

        if (!Pictures.Any)
        {
            Content?.AddPictures(Pictures, ContentBase ?? Base);
        }

        Content?.Check();
        return null;
    }

    private void Add(ref List<string>? list, string? value)
    {
        if (!string.IsNullOrWhiteSpace(value) && (list ??= []).Count < Limits.Entries && !list.Contains(value))
        {
            list.Add(value);
        }
    }

    // "[Subscribers only] …"
    private static string? Bracketed(string title) =>
        title.Length > 0 && title[0] is '[' or '(' && title.AsSpan().IndexOfAny(']', ')') is > 0 and var end ? title[1..end] : null;

    public ParsedItem Finish(string? feedLanguage)
    {
        var title = (Title ?? OtherTitle)?.Plain(Limits.Title) ?? "";
        var summary = (Summary ?? OtherSummary ?? (Content is null ? Subtitle : null))?.Html;
        var baseUrl = ContentBase ?? Base;
        var content = FullContent(summary);
        if (!Pictures.Any && (content ?? summary) is { } body)
        {
            Clean.HtmlPictures.Collect(body, Pictures, baseUrl);
        }

        return new()
        {
            Id = Id,
            IdIsPermalink = IdIsPermalink,
            Link = Link ?? otherLinks?.FirstOrDefault(),
            OtherLinks = otherLinks ?? [],
            Title = title,
            SummaryHtml = summary,
            ContentHtml = content,
            BaseUrl = baseUrl.AbsoluteUri,
            Teaser = Teaser(summary, content, title),
            Author = Author,
            Bylines = bylines ?? [],
            Section = Section,
            Categories = categories ?? [],
            Pictures = Pictures.Best(Limits.Entries),
            Language = Language ?? feedLanguage,
            Access = Access ?? categories?.Select(AccessWords.Label).FirstOrDefault(a => a is not null) ?? AccessWords.Label(Bracketed(title)),
            PublishedAt = PublishedAt,
            UpdatedAt = UpdatedAt,
            Enclosures = enclosures ?? [],
            CommentsUrl = CommentsUrl,
            SourceName = SourceName,
            SourceUrl = SourceUrl,
        };
    }
}
