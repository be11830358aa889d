using System.Globalization;
using System.Text.Json;

namespace Digest.Templates;

/// <summary>
/// The words of one language: templates/locales/xx.json, nested sections flattened to keys (mail.also_in). A value is a text with
/// {0}, {1} for arguments, or an object of plural forms (CLDR: one, few, many, other), chosen by the first argument.
/// </summary>
public sealed class Locale
{
    private readonly Dictionary<string, Dictionary<string, string>> _words;

    private Locale(string name, Dictionary<string, Dictionary<string, string>> words)
    {
        Name = name;
        _words = words;
        Culture = CultureInfo.GetCultureInfo(name);
    }

    /// <summary>BCP 47, as the file is called (en, pt-br).</summary>
    public string Name { get; }

    public CultureInfo Culture { get; }

    /// <summary>ltr or rtl, for the dir attribute.</summary>
    public string Direction => Culture.TextInfo.IsRightToLeft ? "rtl" : "ltr";

    public IReadOnlyCollection<string> Keys => _words.Keys;

    /// <exception cref="JsonException">Not JSON, or a value that is neither text nor an object.</exception>
    /// <exception cref="CultureNotFoundException">The file's name is no language.</exception>
    public static Locale Parse(string name, string json)
    {
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        var words = new Dictionary<string, Dictionary<string, string>>(StringComparer.Ordinal);
        Read(document.RootElement, "", words);
        return new Locale(name, words);
    }

    /// <returns>The text with its arguments in this language's own numbers, or null when the key is not here.</returns>
    public string? Find(string key, params object?[] args)
    {
        if (!_words.TryGetValue(key, out var forms))
        {
            return null;
        }

        var form = args.Length > 0 && forms.Count > 1 ? Plural.Form(Culture.TwoLetterISOLanguageName, args[0]) : "other";
        var text = forms.GetValueOrDefault(form) ?? forms["other"];
        return args.Length == 0 ? text : string.Format(Culture, text, args);
    }

    private static void Read(JsonElement element, string path, Dictionary<string, Dictionary<string, string>> words)
    {
        foreach (var item in element.EnumerateObject())
        {
            var key = path.Length == 0 ? item.Name : $"{path}.{item.Name}";
            if (item.Value.ValueKind == JsonValueKind.String)
            {
                words[key] = new() { ["other"] = item.Value.GetString()! };
            }
            else if (item.Value.ValueKind != JsonValueKind.Object)
            {
                throw new JsonException($"{key} must be a text or an object.");
            }
            else if (item.Value.TryGetProperty("other", out _))
            {
                words[key] = item.Value.EnumerateObject().ToDictionary(f => f.Name, f => f.Value.GetString() ?? "");
            }
            else
            {
                Read(item.Value, key, words);
            }
        }
    }
}
