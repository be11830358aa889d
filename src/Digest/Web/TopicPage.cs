using Digest.Links;
using Digest.Model;

namespace Digest.Web;

/// <summary>The newest edition's stories of one topic, by its key (/topics/science).</summary>
public static class TopicPage
{
    public static async Task<IResult> Get(HttpContext http, string key, Newspaper paper, Pages pages, SiteLinks links, WebOptions options, CancellationToken ct)
    {
        var topic = Topic.All.FirstOrDefault(t => t.Key == key);
        if (topic is null)
        {
            return Results.StatusCode(StatusCodes.Status404NotFound);
        }

        var edition = await paper.NewestAsync(ct).ConfigureAwait(false);
        var stories = edition?.Stories.Where(s => s.Topic == topic.Code).Take(options.FrontStories).ToList() ?? [];
        return pages.Show(new Page("topic.html", new { Topic = topic, Stories = stories, edition?.CutAt })
        {
            Canonical = links.TopicPage(key),
            MaxAge = TimeSpan.FromMinutes(1),
            Zone = SignUpBox.ZoneOf(http, options),
        });
    }
}
