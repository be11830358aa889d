namespace Digest.Model;

/// <summary>
/// One of the 17 top-level IPTC Media Topics, by its code (https://iptc.org/standards/media-topics/, CC BY 4.0).
/// Key is the stable English slug that templates and locale files use.
/// </summary>
public sealed record Topic(string Code, string Key, string Name)
{
    public static readonly IReadOnlyList<Topic> All =
    [
        new("01000000", "arts", "arts, culture, entertainment and media"),
        new("16000000", "conflict", "conflict, war and peace"),
        new("02000000", "crime", "crime, law and justice"),
        new("03000000", "disaster", "disaster, accident and emergency incident"),
        new("04000000", "economy", "economy, business and finance"),
        new("05000000", "education", "education"),
        new("06000000", "environment", "environment"),
        new("07000000", "health", "health"),
        new("08000000", "human-interest", "human interest"),
        new("09000000", "labour", "labour"),
        new("10000000", "lifestyle", "lifestyle and leisure"),
        new("11000000", "politics", "politics and government"),
        new("12000000", "religion", "religion"),
        new("13000000", "science", "science and technology"),
        new("14000000", "society", "society"),
        new("15000000", "sport", "sport"),
        new("17000000", "weather", "weather"),
    ];

    private static readonly Dictionary<string, Topic> ByCode = All.ToDictionary(t => t.Code);

    public static Topic? Find(string? code) => code is not null && ByCode.TryGetValue(code, out var topic) ? topic : null;
}
