using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace Digest.Templates;

/// <summary>
/// One render: escapes whatever is written but <see cref="Html"/>, checks the addresses of links and pictures, and keeps the
/// limits. A new one each time: a reused context counts its output on and on, and sends blank mails once the limit is full.
/// </summary>
internal sealed class RenderContext : TemplateContext
{
    private static readonly string[] AddressAttributes = ["href=\"", "src=\"", "action=\"", "background=\"", "href='", "src='", "action='"];

    private readonly TemplateFiles _files;
    private readonly TemplateOptions _options;
    private readonly bool _markup;
    private int _depth;

    public RenderContext(TemplateFiles files, string name, Locale locale, TimeZoneInfo zone, TemplateOptions options, CancellationToken ct)
        : base(TemplateFunctions.Shared)
    {
        _files = files;
        _options = options;
        _markup = name.EndsWith(".html", StringComparison.Ordinal);
        Locale = locale;
        Zone = zone;
        Folder = name[..(name.IndexOf('/', StringComparison.Ordinal) + 1)];
        StrictVariables = true;
        EnableRelaxedMemberAccess = false;
        EnableRelaxedTargetAccess = false;
        LoopLimit = options.LoopLimit;
        RecursiveLimit = options.RecursiveLimit;
        ObjectRecursionLimit = 5;
        LimitToString = options.OutputLimit;
        OnStringLimit = ScriptLimitBehavior.Throw;
        OutputLimit = options.OutputLimit;
        OnOutputLimit = ScriptLimitBehavior.Throw;
        RegexTimeOut = options.Timeout;
        CancellationToken = ct;
        NewLine = "\n";
        AutoIndent = false;
        PushCulture(locale.Culture);
    }

    public Locale Locale { get; }

    public Locale? Fallback => _files.Locales.GetValueOrDefault(TemplateSet.DefaultLocale);

    public TimeZoneInfo Zone { get; }

    /// <summary>The folder the rendered template is in, with its slash: includes are relative to it.</summary>
    public string Folder { get; }

    /// <summary>The template that frames this one, set by <c>layout "layout.html"</c> in its first line.</summary>
    public string? Layout { get; set; }

    /// <summary>Set while the template is cut up: blocks and holes are marked instead of written.</summary>
    public Cuts? Cuts { get; init; }

    public override TemplateContext Write(SourceSpan span, object? textAsObject)
    {
        if (textAsObject is Hole hole)
        {
            return Write((Cuts ?? throw hole.NotAText()).Mark(new HolePiece(hole.Name, _markup && StartsAddress())));
        }

        if (textAsObject is null or Html)
        {
            return textAsObject is Html trusted && trusted.Value.Length > 0 ? Write(trusted.Value) : this;
        }

        var text = ObjectToString(textAsObject) ?? "";
        if (!_markup)
        {
            return Write(Escape.Text(text));
        }

        return Write(Escape.Markup(StartsAddress() ? Escape.Address(text) : text));
    }

    public override bool ToBool(SourceSpan span, object? value) => value is Hole hole ? throw hole.NotAText() : base.ToBool(span, value);

    public override string? ObjectToString(object? value, bool nested = false) =>
        value is Hole hole ? throw hole.NotAText() : base.ObjectToString(value, nested);

    /// <summary>A partial of the same kind, with one variable and nothing else: what it writes is the same for all who share that value.</summary>
    public object Block(string name, object? value)
    {
        var path = GetTemplatePathFromName($"partials/{name}{(_markup ? ".html" : ".txt")}", CurrentNode);
        if (Cuts is not null)
        {
            return new Html(Cuts.Mark(new BlockPiece(path, name, value)));
        }

        if (_depth >= RecursiveLimit)
        {
            throw new ScriptRuntimeException(CurrentSpan, $"Blocks stand within each other more than {RecursiveLimit} deep.");
        }

        var inner = new RenderContext(_files, path, Locale, Zone, _options, CancellationToken) { _depth = _depth + 1 };
        inner.PushGlobal(TemplateSet.Globals(new Dictionary<string, object?> { [name] = value }, inner));
        return new Html(_files.Templates[path].Render(inner));
    }

    public override string GetTemplatePathFromName(string? templateName, ScriptNode? callerContext)
    {
        var path = Folder + templateName;
        return _files.Templates.ContainsKey(path)
            ? path
            : throw new ScriptRuntimeException(callerContext?.Span ?? CurrentSpan, _files.FaultOf(path)?.ToString() ?? $"There is no template {path} to include.");
    }

    protected override Template CreateTemplate(string templatePath, ScriptNode? callerContext) => _files.Templates[templatePath];

    // An address is checked where its attribute begins; text before it, as in href="/story/{{ id }}", already fixed its scheme.
    private bool StartsAddress()
    {
        if (Output is not StringBuilderOutput { Builder: { Length: > 4 } written } || written[^1] is not ('"' or '\''))
        {
            return false;
        }

        Span<char> tail = stackalloc char[Math.Min(12, written.Length)];
        written.CopyTo(written.Length - tail.Length, tail, tail.Length);
        foreach (var attribute in AddressAttributes)
        {
            if (tail.EndsWith(attribute, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
