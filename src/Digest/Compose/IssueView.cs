namespace Digest.Compose;

/// <summary>
/// An issue as templates see it. Members typed object are the reader's own: texts where an issue is rendered whole, holes where the
/// template is cut up for all readers.
/// </summary>
internal sealed record IssueView
{
    public required SiteView Site { get; init; }
    public required EditionView Edition { get; init; }
    public required IReadOnlyList<SectionView> Sections { get; init; }
    public required object Subject { get; init; }
    public required object Preheader { get; init; }
    /// <summary>"12 stories".</summary>
    public required object Summary { get; init; }
    public required LinksView Links { get; init; }
    public required ReaderView Reader { get; init; }
}

/// <summary>Who publishes.</summary>
internal sealed record SiteView(string Name, string PostalAddress);

internal sealed record EditionView(long Number, DateTimeOffset CutAt);

/// <summary>A section with its heading in the reader's language.</summary>
internal sealed record SectionView(string Key, string Name, bool IsFirst, IReadOnlyList<StoryView> Stories);

internal sealed record LinksView
{
    public required string Front { get; init; }
    public required string Edition { get; init; }
    public required object Preferences { get; init; }
    public required object Pause { get; init; }
    public required object Unsubscribe { get; init; }
}

/// <param name="Why">Why they get this, in words of their language.</param>
internal sealed record ReaderView(object Why);
