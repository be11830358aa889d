using System.Globalization;

using Digest.Model;

using Scriban;
using Scriban.Functions;
using Scriban.Runtime;
using Scriban.Syntax;

namespace Digest.Templates;

/// <summary>
/// What a template may call, besides Scriban's array, string, math and object functions. Shared by all renders and read-only; names are
/// in snake case: <c>{{ t "mail.also_in" }}</c>, <c>{{ day story.published_at }}</c>. No eval, no regex, no HTML helpers that undo escaping.
/// </summary>
internal sealed class TemplateFunctions : ScriptObject
{
    public static readonly TemplateFunctions Shared = Build();

    /// <summary>The words of a key in the reader's language, then in English; the first argument chooses the plural form.</summary>
    /// <exception cref="ScriptRuntimeException">No locale has the key.</exception>
    public static string T(TemplateContext context, string key, params object?[] args)
    {
        var render = (RenderContext)context;
        return render.Locale.Find(key, args) ?? render.Fallback?.Find(key, args)
            ?? throw new ScriptRuntimeException(context.CurrentSpan, $"No locale has the key {key}.");
    }

    /// <summary>A topic's name in the reader's language, by its IPTC code.</summary>
    public static string TopicName(TemplateContext context, string? code) =>
        Topic.Find(code) is { } topic ? T(context, "topics." + topic.Key) : code ?? "";

    /// <summary>A topic's key, by its IPTC code: what stands in addresses of its page (science).</summary>
    public static string TopicKey(string? code) => Topic.Find(code)?.Key ?? "";

    /// <summary>Tuesday, 24 November 2026, in the reader's zone and language.</summary>
    public static string Day(TemplateContext context, object? moment) => Format(context, moment, "formats.day");

    /// <summary>24 Nov.</summary>
    public static string ShortDay(TemplateContext context, object? moment) => Format(context, moment, "formats.short_day");

    /// <summary>14:05.</summary>
    public static string Clock(TemplateContext context, object? moment) => Format(context, moment, "formats.time");

    /// <summary>24 Nov, 14:05.</summary>
    public static string DayAndTime(TemplateContext context, object? moment) => Format(context, moment, "formats.day_time");

    /// <summary>2026-11-24T13:05:00Z, for datetime attributes.</summary>
    public static string Iso(object? moment) =>
        Moment(moment) is { } at ? at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) : "";

    /// <summary>A value to stand in a query string or path segment.</summary>
    public static string Encode(string? value) => Uri.EscapeDataString(value ?? "");

    /// <summary>The host of an address without www, for showing it.</summary>
    public static string Host(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) ? (uri.Host.StartsWith("www.", StringComparison.Ordinal) ? uri.Host[4..] : uri.Host) : "";

    /// <summary>Plain text in lines of at most <paramref name="width"/> characters, each but the first after <paramref name="indent"/>.</summary>
    public static string Fold(string? text, int width = 72, string indent = "") => WordWrap.Lines(text ?? "", width, indent);

    /// <summary>
    /// <c>{{ block "story" story }}</c> writes partials/story.html (or .txt), which sees that one variable, language and zone, and nothing of
    /// the reader: so it is rendered once for all of them.
    /// </summary>
    public static object Block(TemplateContext context, string name, object? value) => ((RenderContext)context).Block(name, value);

    /// <summary>Frames this template with another of its folder, in which <c>content</c> is what this one wrote.</summary>
    public static string Layout(TemplateContext context, string name)
    {
        ((RenderContext)context).Layout = name;
        return "";
    }

    private static string Format(TemplateContext context, object? moment, string key)
    {
        var render = (RenderContext)context;
        return Moment(moment) is { } at
            ? TimeZoneInfo.ConvertTime(at, render.Zone).ToString(T(context, key), render.Locale.Culture)
            : "";
    }

    private static DateTimeOffset? Moment(object? value) => value switch
    {
        DateTimeOffset at => at,
        DateTime at => new DateTimeOffset(DateTime.SpecifyKind(at, DateTimeKind.Utc)),
        _ => null,
    };

    private static TemplateFunctions Build()
    {
        var shared = new TemplateFunctions();
        foreach (var (name, functions) in new (string, ScriptObject)[]
        {
            ("array", new ArrayFunctions()), ("string", new StringFunctions()), ("math", new MathFunctions()), ("object", new ObjectFunctions()),
        })
        {
            functions.Remove("eval");
            functions.Remove("eval_template");
            functions.IsReadOnly = true;
            shared.SetValue(name, functions, true);
        }

        shared.SetValue("include", new IncludeHtml(), true);
        shared.SetValue("empty", EmptyScriptObject.Default, true);
        shared.IsReadOnly = true;
        return shared;
    }
}
