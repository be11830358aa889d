namespace Digest.Stories.Clusters;

/// <summary>How alike is the same event. Defaults as measured best with tests/Digest.Evaluation stories.</summary>
public sealed record ClusterOptions
{
    public static readonly ClusterOptions Default = new();

    /// <summary>For a collection in which every article belongs to one of a few large stories, and nothing else is there.</summary>
    public static readonly ClusterOptions Loose = new()
    {
        Window = TimeSpan.FromDays(30),
        Threshold = 0.2,
        CentroidShare = 0.8,
        NamePenalty = 0,
        TradeShare = 0,
        MergeThreshold = 0.3,
        ConsolidateAt = 0.2,
        RarityPower = 0.5,
    };

    /// <summary>A story takes no article this long after its last one.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromHours(48);

    /// <summary>Join at this likeness (cosine, 0 to 1) or more.</summary>
    public double Threshold { get; init; } = 0.295;

    /// <summary>A word of the title counts this many words of the teaser.</summary>
    public double TitleWeight { get; init; } = 1.5;

    /// <summary>Characters of the teaser that are read.</summary>
    public int TeaserLength { get; init; } = 400;

    /// <summary>Share of the story as a whole in the likeness; the rest is its nearest article.</summary>
    public double CentroidShare { get; init; } = 0.4;

    /// <summary>What a name weighs more than another word.</summary>
    public double NameBoost { get; init; } = 1.1;

    /// <summary>What a number weighs more than another word.</summary>
    public double NumberBoost { get; init; } = 1.0;

    /// <summary>Likeness lost where article and story name names, and none in common.</summary>
    public double NamePenalty { get; init; }

    /// <summary>Share of all articles that every word of the news trade (police, election) counts as standing in besides those it does.</summary>
    public double TradeShare { get; init; } = 0.002;

    /// <summary>How much rarity counts: 1 as it is, less where the words that all articles of a story share are themselves common.</summary>
    public double RarityPower { get; init; } = 1;

    /// <summary>Words of an article that are looked up, rarest first.</summary>
    public int IndexedTerms { get; init; } = 12;

    /// <summary>Articles kept per word, newest first.</summary>
    public int PostingLength { get; init; } = 64;

    /// <summary>
    /// Once so many articles were found in the lists of an article's words, its lighter ones are not looked up: it keeps the cost of an
    /// article from growing with the window, for the lists fill as it grows.
    /// </summary>
    public int PostingsRead { get; init; } = 192;

    /// <summary>Stories compared in full, the most promising first.</summary>
    public int Candidates { get; init; } = 8;

    /// <summary>Likeness lost per day between an article and the story's last one.</summary>
    public double AgePenalty { get; init; } = 0.04;

    /// <summary>Articles up to which a story's size does not count.</summary>
    public int SizeFree { get; init; } = 64;

    /// <summary>Added to the thresholds as a story grows: for each doubling beyond <see cref="SizeFree"/>.</summary>
    public double SizePenalty { get; init; } = 0.03;

    /// <summary>A story of this many articles is full: what comes then begins the next chapter, a story of its own.</summary>
    public int MostArticles { get; init; } = 240;

    /// <summary>Two stories are one when an article fits both and they are this alike as wholes.</summary>
    public double MergeThreshold { get; init; } = 0.41;

    /// <summary>A story is first looked at for being two when it has this many articles (a power of 2), and again whenever it has doubled.</summary>
    public int PartFrom { get; init; } = 16;

    /// <summary>It is two when its halves, parted by likeness, are less alike than this as wholes.</summary>
    public double PartThreshold { get; init; } = 0.3;

    /// <summary>Articles, of more than one source, that make a part a story.</summary>
    public int PartLeast { get; init; } = 4;

    /// <summary>Two stories are of one matter when they are this alike as wholes: not one event, but a reader wants one of them told.</summary>
    public double KinThreshold { get; init; } = 0.28;

    /// <summary>Articles from which a story has kin: fewer say too little of what it is about.</summary>
    public int KinFrom { get; init; } = 3;

    /// <summary>The stories, those of most articles, among which kin are looked for.</summary>
    public int MostKin { get; init; } = 2000;

    /// <summary>For complete collections: stories this alike as wholes are merged at the end; 1 or more means never.</summary>
    public double ConsolidateAt { get; init; } = 1;

    /// <summary>Likeness of words from which one text is a copy of the other.</summary>
    public double CopyThreshold { get; init; } = 0.8;
}
