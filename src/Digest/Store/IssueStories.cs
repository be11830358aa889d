using System.Collections.Concurrent;
using System.Data;
using System.Text.Json;

using Dapper;

using Digest.Model;

namespace Digest.Store;

/// <summary>
/// The stories of an issue, as a JSON array in a column. A million issues of one edition are made of the same few hundred places: each is
/// parsed once, and found again by its text.
/// </summary>
internal sealed class IssueStories : SqlMapper.TypeHandler<IReadOnlyList<IssueStory>>
{
    public static readonly IssueStories Shared = new();

    private const int MostKept = 4096;

    private readonly ConcurrentDictionary<string, IssueStory> _kept = new(StringComparer.Ordinal);

    private IssueStories()
    {
    }

    public override IReadOnlyList<IssueStory> Parse(object value) => Parse((string)value);

    public IReadOnlyList<IssueStory> Parse(string text)
    {
        var stories = new List<IssueStory>(20);
        var known = _kept.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var at = text.IndexOf('{'); at >= 0;)
        {
            // Where the next seems to begin, this one seems to end. If it is known, it does: no whole object begins with another.
            var seems = text.AsSpan(at).IndexOf("},{");
            var end = seems < 0 ? text.Length - 1 : at + seems + 1;
            if (!known.TryGetValue(text.AsSpan(at, end - at), out var story))
            {
                end = End(text, at);
                story = Keep(text[at..end]);
            }

            stories.Add(story);
            var next = text.AsSpan(end).IndexOf('{');
            at = next < 0 ? -1 : end + next;
        }

        return stories;
    }

    public override void SetValue(IDbDataParameter parameter, IReadOnlyList<IssueStory>? value)
    {
        parameter.DbType = DbType.String;
        parameter.Value = value is null ? DBNull.Value : JsonSerializer.Serialize(value, Mapping.Json);
    }

    private IssueStory Keep(string text)
    {
        if (_kept.Count >= MostKept)
        {
            _kept.Clear();
        }

        return _kept[text] = JsonSerializer.Deserialize<IssueStory>(text, Mapping.Json)!;
    }

    // Behind the brace that closes the one at the start; braces within strings are text.
    private static int End(string text, int start)
    {
        var (depth, quoted) = (0, false);
        for (var i = start; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\\' when quoted: i++; break;
                case '"': quoted = !quoted; break;
                case '{' when !quoted: depth++; break;
                case '}' when !quoted && --depth == 0: return i + 1;
            }
        }

        throw new JsonException("The stories of an issue do not end.");
    }
}
