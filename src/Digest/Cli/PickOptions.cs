using System.CommandLine;
using System.Globalization;

using Digest.Editions;
using Digest.Model;
using Digest.Store;

namespace Digest.Cli;

/// <summary>What the commands of <c>digest picks</c> share: which story, who says so, and until when.</summary>
internal sealed class PickOptions
{
    private const int Candidates = 12;

    private readonly Argument<string> _which = Which();
    private readonly Option<string?> _by = new("--by") { Description = "Who says so; the name of the login when left out.", HelpName = "NAME" };
    private readonly Option<string?> _until = new("--until") { Description = "When it ends: 2026-11-25T06:00:00Z. Left out, Edition:PickFor decides; a ban has no end.", HelpName = "INSTANT" };
    private readonly Option<string?> _for = new("--for") { Description = "How long it counts: 90m, 12h or 3d.", HelpName = "TIME" };

    public static Argument<string> Which(string name = "story") => new(name) { Description = "A story's id, or words of a headline in quotes." };

    /// <param name="command">Gets the options.</param>
    /// <param name="ends">False for what does not end by itself.</param>
    public Command AddTo(Command command, bool ends = true)
    {
        command.Add(_which);
        foreach (var option in ends ? [_by, _for, _until] : new Option[] { _by })
        {
            command.Add(option);
        }

        command.Add(CommandHost.AsOf);
        command.Add(CommandHost.Json);
        return command;
    }

    public string By(CommandContext context) => By(context, _by);

    public static string By(CommandContext context, Option<string?> by) => context.Parse.GetValue(by) is { } name && !string.IsNullOrWhiteSpace(name) ? name.Trim() : Environment.UserName;

    public Task<FoundStory> FindAsync(CommandContext context) => FindAsync(context, context.Parse.GetRequiredValue(_which));

    /// <summary>The pick the line asks for; its words and place are the caller's.</summary>
    public Pick Read(CommandContext context, FoundStory story, PickKind kind) =>
        new() { Id = 0, StoryId = story.Id, Kind = kind, Who = By(context), CreatedAt = context.Now, Until = End(context) };

    /// <exception cref="CommandException">No such story, or several: the message lists them.</exception>
    public static async Task<FoundStory> FindAsync(CommandContext context, string text)
    {
        var found = await context.Get<StoryFinder>().FindAsync(text, context.Cancel).ConfigureAwait(false);
        return found.Count switch
        {
            1 => found[0],
            0 when text.All(char.IsAsciiDigit) => throw new CommandException($"there is no story {text}. `digest edition` shows what leads; `digest picks show WORDS` finds a story by its headline."),
            0 => throw new CommandException($"no headline of the last 14 days has the words '{text}'. Try fewer words, or the story's id (the number in its page's address)."),
            _ => throw new CommandException($"'{text}' fits {found.Count} stories; say which by its id:\n" + string.Join('\n', found.Take(Candidates).Select(Line))
                + (found.Count > Candidates ? $"\n  … and {found.Count - Candidates} more" : "")),
        };
    }

    public static string Line(FoundStory story) => string.Create(
        CultureInfo.InvariantCulture, $"  {story.Id}  {story.Title} ({story.SourceName}; {story.Sources} titles, {story.Articles} articles, last {story.LastSeenAt:yyyy-MM-dd HH:mm}Z)");

    private DateTimeOffset? End(CommandContext context)
    {
        if (context.Parse.GetValue(_until) is { } until)
        {
            return DateTimeOffset.TryParse(until, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) && at > context.Now
                ? at : throw new CommandException($"--until {until}: not a moment to come; write it as 2026-11-25T06:00:00Z.");
        }

        return context.Parse.GetValue(_for) is { } time ? context.Now + Length(time) : null;
    }

    private static TimeSpan Length(string text)
    {
        var number = int.TryParse(text.AsSpan(0, Math.Max(0, text.Length - 1)), NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n is > 0 and < 10_000 ? n : 0;
        TimeSpan? length = (number, text.Length > 0 ? text[^1] : ' ') switch
        {
            (0, _) => null,
            (_, 'm') => TimeSpan.FromMinutes(number),
            (_, 'h') => TimeSpan.FromHours(number),
            (_, 'd') => TimeSpan.FromDays(number),
            _ => null,
        };
        return length ?? throw new CommandException($"--for {text}: no length of time; write it as 90m, 12h or 3d.");
    }
}
