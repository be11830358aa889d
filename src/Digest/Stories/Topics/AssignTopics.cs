using Digest.Model;

namespace Digest.Stories.Topics;

/// <summary>What an article is about, from the surest sign down: the operator's map, section, categories, address, what was learned, words.</summary>
public sealed class AssignTopics(StoriesOptions options, TopicModel? learned)
{
    /// <summary>At most two topics, the surest first; none below <see cref="StoriesOptions.TopicConfidence"/>.</summary>
    /// <param name="article">Its own section and categories are looked at.</param>
    /// <param name="feedSection">The section its feed is kept under, or null.</param>
    /// <param name="language">Primary tag of the text.</param>
    public IReadOnlyList<TopicAssignment> Of(Article article, string? feedSection, string language)
    {
        var guesses = new List<TopicAssignment>();
        foreach (var guess in Guesses(article, feedSection, language))
        {
            if (guess.Confidence < options.TopicConfidence)
            {
                continue;
            }

            var at = guesses.FindIndex(g => g.Topic == guess.Topic);
            if (at < 0)
            {
                guesses.Add(guess);
            }
            else
            {
                guesses[at] = Stronger(guesses[at], guess);
            }
        }

        return [.. guesses.OrderByDescending(g => g.Confidence).Take(2)];
    }

    // Two signs that agree are surer than either; the first one is named.
    private static TopicAssignment Stronger(TopicAssignment first, TopicAssignment second) =>
        first with { Confidence = Math.Round(1 - ((1 - first.Confidence) * (1 - (second.Confidence / 2))), 3) };

    private IEnumerable<TopicAssignment> Guesses(Article article, string? feedSection, string language)
    {
        foreach (var section in new[] { feedSection, article.Section })
        {
            if (options.Mapped(section) is { } mapped)
            {
                yield return new TopicAssignment(article.Id, mapped, 1, $"section '{section}' (mapped by the operator)");
            }
            else if (SectionNames.Find(section) is { } code)
            {
                yield return new TopicAssignment(article.Id, code, 0.95, $"section '{section}'");
            }
        }

        foreach (var category in article.Categories.Take(6))
        {
            if (SectionNames.Find(category) is { } code)
            {
                yield return new TopicAssignment(article.Id, code, 0.7, $"category '{category}'");
                break;
            }
        }

        if (AddressTopic.Find(article.Url) is { } address)
        {
            yield return new TopicAssignment(article.Id, address.Code, 0.9, $"address part '{address.Part}'");
        }

        if (Read(article, language) is { } read)
        {
            yield return read;
        }
    }

    private TopicAssignment? Read(Article article, string language)
    {
        if (learned?.Guess(article.Title, article.Teaser, language) is { } guess && guess.Confidence >= options.TopicConfidence)
        {
            return new TopicAssignment(article.Id, guess.Code, Math.Round(guess.Confidence, 3), "reads like it (learned from sectioned feeds)");
        }

        var votes = TopicWords.Vote(article.Title, article.Teaser, language);
        return votes.Count == 0 ? null : new TopicAssignment(article.Id, votes[0].Code, Sureness(votes), $"words: {string.Join(", ", votes[0].Words.Take(4))}");
    }

    // One word alone is a hint; a clear lead over the next topic is what convinces.
    private static double Sureness(IReadOnlyList<WordVote> votes)
    {
        var next = votes.Count > 1 ? votes[1].Score : 0;
        var lead = (votes[0].Score - next) / votes[0].Score;
        return Math.Round(Math.Min(0.8, lead * (1 - Math.Pow(2, -votes[0].Score / 2))), 3);
    }
}
