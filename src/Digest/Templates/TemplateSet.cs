using System.Collections.Concurrent;

using Scriban;
using Scriban.Runtime;
using Scriban.Syntax;

namespace Digest.Templates;

/// <summary>
/// The templates of mails and pages: files a person edits while the program runs. Compiled once, looked at again when they
/// change; a broken one is logged with file, line and column, and the last good one stays in use. Values are escaped by
/// default in *.html (<see cref="Html"/> is the exception) and stripped of control characters in *.txt.
/// </summary>
public sealed class TemplateSet
{
    public const string DefaultLocale = "en";

    private const int Patience = 5;

    private readonly TemplateOptions _options;
    private readonly ILogger<TemplateSet> _log;
    private readonly TimeProvider _clock;
    private readonly IReadOnlyList<string> _roots;
    private readonly Lock _loading = new();
    private readonly ConcurrentDictionary<string, TemplateFiles> _proven = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Name, long Version), TemplateFault> _failed = new();
    private volatile TemplateFiles _files;
    private long _looked;

    /// <exception cref="DirectoryNotFoundException">Templates:Directory does not exist.</exception>
    public TemplateSet(TemplateOptions options, ILogger<TemplateSet> log, TimeProvider clock)
    {
        _options = options;
        _log = log;
        _clock = clock;
        _roots = TemplateFolder.Roots(options.Directory);
        _files = TemplateFiles.Load(_roots, before: null);
        _looked = clock.GetTimestamp();
        Report(_files.Faults);
    }

    /// <summary>Counts changes of the files: whoever keeps rendered pieces keeps them under this number.</summary>
    public long Version => Current().Version;

    /// <summary>Every template, as it is called in <see cref="Render(string, object, string, TimeZoneInfo?)"/> (email/issue.html).</summary>
    public IReadOnlyList<string> Names => [.. Current().Templates.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Languages there are words for (de, en).</summary>
    public IReadOnlyList<string> Locales => [.. Current().Locales.Keys.Order(StringComparer.Ordinal)];

    /// <summary>What is wrong with the files as they are now; empty when all is well.</summary>
    public IReadOnlyList<TemplateFault> Faults
    {
        get
        {
            var files = Current();
            return [.. files.Faults, .. _failed.Where(f => f.Key.Version == files.Version).Select(f => f.Value)];
        }
    }

    /// <summary>The words of a language: its own file, else its parent's (pt-br → pt), else English.</summary>
    public Locale Locale(string name) => Find(Current(), name);

    /// <param name="name">Folder and file (email/issue.html).</param>
    /// <param name="model">A record or dictionary; members are seen in snake case (PublishedAt as published_at).</param>
    /// <param name="locale">BCP 47; one without a file is read as English.</param>
    /// <param name="zone">Where dates are told; UTC when null.</param>
    /// <exception cref="TemplateException">It cannot be rendered, and no earlier version of it could.</exception>
    public string Render(string name, object model, string locale, TimeZoneInfo? zone = null) => Render(name, model, locale, zone, null);

    /// <summary>
    /// Renders a template once for many readers: blocks are left out, to be rendered once each and put in, and so is every
    /// <see cref="Hole"/> of the model.
    /// </summary>
    /// <exception cref="TemplateException">As for Render; also when the template does more with a hole than write it.</exception>
    public IReadOnlyList<Piece> Cut(string name, object model, string locale, TimeZoneInfo? zone = null)
    {
        var cuts = new Cuts();
        return cuts.Split(Render(name, model, locale, zone, cuts));
    }

    private string Render(string name, object model, string locale, TimeZoneInfo? zone, Cuts? cuts)
    {
        var files = Current();
        try
        {
            var text = Render(files, name, model, locale, zone, cuts);
            _proven[name] = files;
            return text;
        }
        // A template that cannot be cut up is not broken: it is rendered whole.
        catch (TemplateException e) when (cuts is null)
        {
            if (_failed.TryAdd((name, files.Version), e.Fault))
            {
                Report([e.Fault]);
            }

            if (!_proven.TryGetValue(name, out var last) || last == files)
            {
                throw;
            }

            return Render(last, name, model, locale, zone, cuts);
        }
    }

    private string Render(TemplateFiles files, string name, object model, string locale, TimeZoneInfo? zone, Cuts? cuts)
    {
        if (!files.Templates.TryGetValue(name, out var template))
        {
            throw new TemplateException(files.FaultOf(name) ?? new TemplateFault(name, 0, 0, $"There is no such template in {string.Join(" or ", _roots)}."));
        }

        try
        {
            return Render(template, NewContext, model, _options.Timeout);
        }
        catch (TimeoutException)
        {
            // The limit is wall-clock time, and a starved machine spends it elsewhere: once more, before the template is blamed.
            return Patiently(template, NewContext, model, name);
        }

        RenderContext NewContext(CancellationToken ct) =>
            new(files, name, Find(files, locale), zone ?? TimeZoneInfo.Utc, _options, ct) { Cuts = cuts };
    }

    private string Patiently(Template template, Func<CancellationToken, RenderContext> context, object model, string name)
    {
        var limit = _options.Timeout * Patience;
        try
        {
            return Render(template, context, model, limit);
        }
        catch (TimeoutException e)
        {
            throw new TemplateException(new TemplateFault(name, 0, 0, $"Took longer than {limit.TotalSeconds:0.#} s ({Patience} times Templates:Timeout)."), e);
        }
    }

    /// <exception cref="TimeoutException">The limit passed first.</exception>
    private static string Render(Template template, Func<CancellationToken, RenderContext> context, object model, TimeSpan limit)
    {
        using var timeout = new CancellationTokenSource(limit);
        var fresh = context(timeout.Token);
        try
        {
            return Render(fresh, template, Globals(model, fresh));
        }
        catch (Exception e) when (timeout.IsCancellationRequested && (e is OperationCanceledException || Innermost(e) is ScriptAbortException))
        {
            throw new TimeoutException(e.Message, e);
        }
        catch (ScriptRuntimeException e)
        {
            throw new TemplateException(FaultOf(e, template.SourceFilePath ?? ""), e);
        }
    }

    private static Exception Innermost(Exception error)
    {
        while (error.InnerException is ScriptRuntimeException inner)
        {
            error = inner;
        }

        return error;
    }

    // A fault in an include or block is wrapped by its callers: the innermost names the place.
    private static TemplateFault FaultOf(ScriptRuntimeException error, string name)
    {
        var at = (ScriptRuntimeException)Innermost(error);
        var message = at.InnerException is null ? at.OriginalMessage : $"{at.OriginalMessage} {at.InnerException.Message}";
        return new TemplateFault(at.Span.FileName ?? name, at.Span.Start.Line + 1, at.Span.Start.Column + 1, message);
    }

    private static string Render(RenderContext context, Template template, ScriptObject globals)
    {
        context.PushGlobal(globals);
        var text = template.Render(context);
        // A frame may stand in a frame; as many as includes may.
        for (var i = 0; context.Layout is { } layout && i < context.RecursiveLimit; i++)
        {
            context.Layout = null;
            globals.SetValue("content", new Html(text), false);
            var path = context.GetTemplatePathFromName(layout, template.Page!);
            text = context.GetOrCreateTemplate(path, template.Page!).Render(context);
        }

        return text;
    }

    internal static ScriptObject Globals(object model, RenderContext context)
    {
        var globals = new ScriptObject();
        globals.Import(model);
        globals.SetValue("lang", context.Locale.Name, true);
        globals.SetValue("dir", context.Locale.Direction, true);
        globals.SetValue("near", context.Locale.Direction == "rtl" ? "right" : "left", true);
        globals.SetValue("far", context.Locale.Direction == "rtl" ? "left" : "right", true);
        return globals;
    }

    private static Locale Find(TemplateFiles files, string name)
    {
        for (var tag = name; tag.Length > 0; tag = tag.Contains('-', StringComparison.Ordinal) ? tag[..tag.LastIndexOf('-')] : "")
        {
            if (files.Locales.TryGetValue(tag, out var locale))
            {
                return locale;
            }
        }

        return files.Locales.GetValueOrDefault(DefaultLocale)
            ?? throw new TemplateException(new TemplateFault($"locales/{DefaultLocale}.json", 0, 0, "There is no English locale to fall back on."));
    }

    // Looking costs a few hundred file stats: not before every one of a million mails.
    private TemplateFiles Current()
    {
        if (_clock.GetElapsedTime(Interlocked.Read(ref _looked)) < _options.CheckEvery || !_loading.TryEnter())
        {
            return _files;
        }

        try
        {
            Interlocked.Exchange(ref _looked, _clock.GetTimestamp());
            if (TemplateFiles.StampOf(_roots) != _files.Stamp)
            {
                _files = TemplateFiles.Load(_roots, _files);
                Report(_files.Faults);
            }

            return _files;
        }
        finally
        {
            _loading.Exit();
        }
    }

    private void Report(IReadOnlyList<TemplateFault> faults)
    {
        foreach (var fault in faults)
        {
            _log.LogError("Template {Fault} The last good version stays in use.", fault);
        }
    }
}
