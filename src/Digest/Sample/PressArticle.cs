namespace Digest.Sample;

/// <summary>One article of the sample press. All text is plain.</summary>
public sealed record PressArticle
{
    public required PressTitle Title { get; init; }
    public required PressFeed Feed { get; init; }
    /// <summary>Which event it tells: the name of its file; several titles' articles share it.</summary>
    public required string Event { get; init; }
    /// <summary>When it appears, from the moment the press opened; negative for before.</summary>
    public required TimeSpan After { get; init; }
    public required string Headline { get; init; }
    public required string Teaser { get; init; }
    public IReadOnlyList<string> Body { get; init; } = [];
    public string? Byline { get; init; }
    public IReadOnlyList<string> Tags { get; init; } = [];
    public PressPicture? Picture { get; init; }
    public string? Caption { get; init; }

    /// <summary>Its path on the press, from its headline: /meridian-post/world/ferries-return-to-the-strait.</summary>
    public string Path => $"/{Title.Slug}/{Feed.Slug}/{PressSlug.Of(Headline)}";
}

/// <summary>A picture that several articles may use. Alt is by language (en, de).</summary>
public sealed record PressPicture
{
    public required string Name { get; init; }
    public required IReadOnlyDictionary<string, string> Alt { get; init; }
    public required string Credit { get; init; }

    public string Path => $"/pictures/{Name}.jpg";

    public string AltIn(string language) => Alt.TryGetValue(language, out var alt) ? alt : Alt["en"];
}
