using System.Globalization;
using System.Text.Json;

using Scriban;
using Scriban.Parsing;

namespace Digest.Templates;

/// <summary>
/// All templates and locales as they stood at one moment, each compiled once; immutable. A file that is broken keeps its last
/// good version, or takes the one shipped beside the binary, and stands in <see cref="Faults"/>.
/// </summary>
internal sealed class TemplateFiles
{
    private readonly Dictionary<string, Template> _templates = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Locale> _locales = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<TemplateFault> _faults = [];
    private readonly HashSet<string> _broken = new(StringComparer.Ordinal);

    private TemplateFiles(string stamp, long version)
    {
        Stamp = stamp;
        Version = version;
    }

    /// <summary>Names, times and sizes of all files: a different one means that something changed.</summary>
    public string Stamp { get; }

    /// <summary>Counts changes, for whoever keeps what was rendered.</summary>
    public long Version { get; }

    public IReadOnlyDictionary<string, Template> Templates => _templates;

    public IReadOnlyDictionary<string, Locale> Locales => _locales;

    public IReadOnlyList<TemplateFault> Faults => _faults;

    /// <summary>What is wrong with a template, by its name, or null.</summary>
    public TemplateFault? FaultOf(string name) =>
        _faults.Find(f => f.File.Replace('\\', '/').EndsWith("/" + name, StringComparison.Ordinal));

    /// <param name="roots">Folders, the first wins.</param>
    public static TemplateFiles Load(IReadOnlyList<string> roots, TemplateFiles? before)
    {
        var result = new TemplateFiles(StampOf(roots), (before?.Version ?? 0) + 1);
        foreach (var (name, files) in Find(roots))
        {
            if (name.StartsWith("locales/", StringComparison.Ordinal))
            {
                result.AddLocale(Path.GetFileNameWithoutExtension(name), files, before);
            }
            else
            {
                result.AddTemplate(name, files, before);
            }
        }

        return result;
    }

    public static string StampOf(IReadOnlyList<string> roots) => string.Join('\n', Find(roots).SelectMany(f => f.Files).Select(f =>
    {
        var info = new FileInfo(f);
        return info.Exists ? string.Create(CultureInfo.InvariantCulture, $"{f} {info.LastWriteTimeUtc.Ticks} {info.Length}") : f;
    }));

    private static IEnumerable<(string Name, IReadOnlyList<string> Files)> Find(IReadOnlyList<string> roots) =>
        from root in roots
        from file in Directory.EnumerateFiles(root, "*.*", SearchOption.AllDirectories)
        where Path.GetExtension(file) is ".html" or ".txt" or ".css" or ".json"
        let name = Path.GetRelativePath(root, file).Replace('\\', '/')
        group file by name into same
        orderby same.Key
        select (same.Key, (IReadOnlyList<string>)same.ToList());

    private void AddTemplate(string name, IReadOnlyList<string> files, TemplateFiles? before)
    {
        foreach (var file in files)
        {
            var template = Template.Parse(File.ReadAllText(file), name, null, new LexerOptions { KeepTrivia = false });
            if (!template.HasErrors)
            {
                _templates[name] = template;
                return;
            }

            var error = template.Messages.First(m => m.Type == ParserMessageType.Error);
            AddFault(name, new TemplateFault(file, error.Span.Start.Line + 1, error.Span.Start.Column + 1, error.Message));
            if (before?._templates.GetValueOrDefault(name) is { } last)
            {
                _templates[name] = last;
                return;
            }
        }
    }

    // Of a file that is broken in both folders, the operator's is the one to be named.
    private void AddFault(string name, TemplateFault fault)
    {
        if (_broken.Add(name))
        {
            _faults.Add(fault);
        }
    }

    private void AddLocale(string name, IReadOnlyList<string> files, TemplateFiles? before)
    {
        foreach (var file in files)
        {
            try
            {
                _locales[name] = Locale.Parse(name, File.ReadAllText(file));
                return;
            }
            catch (Exception e) when (e is JsonException or CultureNotFoundException)
            {
                var json = e as JsonException;
                AddFault("locales/" + name, new TemplateFault(file, (int)(json?.LineNumber + 1 ?? 0), (int)(json?.BytePositionInLine + 1 ?? 0), e.Message));
            }

            if (before?._locales.GetValueOrDefault(name) is { } last)
            {
                _locales[name] = last;
                return;
            }
        }
    }
}
