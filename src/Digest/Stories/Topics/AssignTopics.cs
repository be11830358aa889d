using Digest.Model;
using Digest.Stories.Text;

namespace Digest.Stories.Topics;

/// <summary>
/// What an article is about, from the surest sign down: the operator's map, section, address, categories, and what it reads like.
/// Signs that agree make each other surer; a category gives way to the text where they disagree, for many are no more than tags.
/// </summary>
public sealed class AssignTopics(StoriesOptions options, SectionMap map, TopicModel? learned, IReadOnlyDictionary<long, TopicMix>? mixes = null)
{
    private const double SectionSays = 0.95;
    private const double AddressSays = 0.9;
    private const double CategorySays = 0.7;
    private const int MostCategories = 12;

    /// <summary>At most two topics, the surest first; none below <see cref="StoriesOptions.TopicConfidence"/>.</summary>
    /// <param name="article">Its own section and categories are looked at.</param>
    /// <param name="feedSection">The section its feed is kept under, or null.</param>
    /// <param name="language">Primary tag of the text.</param>
    public IReadOnlyList<TopicAssignment> Of(Article article, string? feedSection, string language) =>
        Of(article, feedSection, ReadText.Of(article.Title, article.Teaser, language));

    /// <inheritdoc cref="Of(Article, string?, string)"/>
    public IReadOnlyList<TopicAssignment> Of(Article article, string? feedSection, ReadText text)
    {
        var read = Read(article, text);
        var address = AddressTopic.Parts(article.Url);
        var signs = Mapped(article, feedSection) is { } mapped ? [mapped] : Signs(article, feedSection, address, read);
        var topics = new List<TopicAssignment>();
        foreach (var sign in read is null ? signs : signs.Append(read))
        {
            var at = topics.FindIndex(t => t.Topic == sign.Topic);
            if (at < 0)
            {
                topics.Add(sign);
            }
            else
            {
                topics[at] = Stronger(topics[at], sign);
            }
        }

        var told = topics.Where(t => t.Confidence >= options.TopicConfidence).OrderByDescending(t => t.Confidence).Take(2).ToList();
        if (told.Count > 0)
        {
            told[0] = Narrowed(told[0], text, Names(article, feedSection, address));
        }

        return told;
    }

    // Two signs that agree are surer than either; the first one is named.
    private static TopicAssignment Stronger(TopicAssignment first, TopicAssignment second) =>
        first with { Confidence = Math.Round(1 - ((1 - first.Confidence) * (1 - (second.Confidence / 2))), 3) };

    // The narrowest thing the operator said: the item's own section, the feed's, a category, the whole feed.
    private TopicAssignment? Mapped(Article article, string? feedSection)
    {
        foreach (var section in article.Categories.Prepend(feedSection).Prepend(article.Section))
        {
            if (map.Of(article.FeedId, section) is { Length: > 0 } code)
            {
                return new TopicAssignment(article.Id, code, 1, $"section '{section}' (mapped by the operator)");
            }
        }

        return map.OfAll(article.FeedId) is { Length: > 0 } all ? new TopicAssignment(article.Id, all, 1, "section of the feed (mapped by the operator)") : null;
    }

    private List<TopicAssignment> Signs(Article article, string? feedSection, IReadOnlyList<string> parts, TopicAssignment? read)
    {
        var signs = new List<TopicAssignment>();
        AddSection(signs, article, feedSection);
        if (article.Section != feedSection)
        {
            AddSection(signs, article, article.Section);
        }

        if (AddressTopic.Find(parts) is { } address && map.Of(article.FeedId, address.Part) is null)
        {
            signs.Add(new TopicAssignment(article.Id, address.Code, AddressSays, $"address part '{address.Part}'"));
        }

        if (Category(article, read) is { } category)
        {
            signs.Add(category);
        }

        return signs;
    }

    private void AddSection(List<TopicAssignment> signs, Article article, string? section)
    {
        // Mapped to nothing: its name misleads.
        if (map.Of(article.FeedId, section) is null && SectionNames.Find(section) is { } code)
        {
            signs.Add(new TopicAssignment(article.Id, code, SectionSays, $"section '{section}'"));
        }
    }

    // One category that is a topic's name is a section; one among many is a tag. Where the text reads like another topic, it is believed.
    private TopicAssignment? Category(Article article, TopicAssignment? read)
    {
        if (article.Categories.Count == 0)
        {
            return null;
        }

        var named = article.Categories.Take(MostCategories)
            .Where(c => map.Of(article.FeedId, c) is null)
            .Select(c => (Name: c, Code: SectionNames.Find(c)))
            .Where(c => c.Code is not null)
            .GroupBy(c => c.Code!)
            .Select(g => (Code: g.Key, g.First().Name, Count: g.Count()))
            .OrderByDescending(c => c.Count).FirstOrDefault();
        if (named.Code is null)
        {
            return null;
        }

        var share = Math.Min(1, named.Count / Math.Sqrt(Math.Min(article.Categories.Count, MostCategories)));
        var against = read is not null && read.Topic != named.Code ? read.Confidence : 0;
        return new TopicAssignment(article.Id, named.Code, Math.Round(CategorySays * share * (1 - against), 3), $"category '{named.Name}'");
    }

    private TopicAssignment? Read(Article article, ReadText text)
    {
        if (learned is not null && learned.Guess(text, mixes?.GetValueOrDefault(article.FeedId)) is { } guess)
        {
            // What is told to nobody needs no words.
            var words = guess.Confidence >= options.TopicConfidence ? learned.Telling(text, guess.Code, 4) : [];
            return new TopicAssignment(article.Id, guess.Code, Math.Round(guess.Confidence, 3), $"reads like it, as learned from sectioned feeds: {string.Join(", ", words)}");
        }

        var votes = TopicWords.Vote(text);
        return votes.Count == 0 ? null : new TopicAssignment(article.Id, votes[0].Code, Sureness(votes), $"words: {string.Join(", ", votes[0].Words.Take(4))}");
    }

    // One word alone is a hint; a clear lead over the next topic is what convinces.
    internal static double Sureness(IReadOnlyList<WordVote> votes)
    {
        var next = votes.Count > 1 ? votes[1].Score : 0;
        var lead = (votes[0].Score - next) / votes[0].Score;
        return Math.Round(Math.Min(0.8, lead * (1 - Math.Pow(2, -votes[0].Score / 3))), 3);
    }

    private static List<string> Names(Article article, string? feedSection, IReadOnlyList<string> address)
    {
        List<string> names = [.. article.Categories.Take(MostCategories)];
        foreach (var section in new[] { feedSection, article.Section })
        {
            if (!string.IsNullOrWhiteSpace(section))
            {
                names.Add(section);
            }
        }

        names.AddRange(address);
        return names;
    }

    private static TopicAssignment Narrowed(TopicAssignment topic, ReadText text, List<string> names) =>
        SubtopicWords.Find(topic.Topic, text, names) is { } sub
            ? topic with { Subtopic = sub.Code, Why = $"{topic.Why}; {Subtopic.Find(sub.Code)!.Name}: {string.Join(", ", sub.Words.Take(3))}" }
            : topic;
}
