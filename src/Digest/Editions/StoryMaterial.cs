using Digest.Model;

namespace Digest.Editions;

/// <summary>All that is known of a story at the cut: its place, its articles, the titles they are from, the stories it takes up again, and its family.</summary>
internal sealed record StoryMaterial(
    RankedStory Ranked, IReadOnlyList<LeadCandidate> Articles, IReadOnlyDictionary<long, Source> Sources, IReadOnlyList<EarlierStory> Earlier, long Family)
{
    public string Name(long sourceId) => Sources.TryGetValue(sourceId, out var source) ? Words.Line(source.Name) : "";

    /// <summary>Without the title's name behind it or a barker's word before it.</summary>
    public string Headline(Article article) => Words.Line(Model.Headline.Clean(article.Title, Name(article.SourceId)));
}
