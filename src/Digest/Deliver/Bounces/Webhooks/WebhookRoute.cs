using System.Text;

using Microsoft.AspNetCore.Http.Features;

namespace Digest.Deliver.Bounces.Webhooks;

/// <summary>
/// <c>POST /hooks/{provider}</c>: ses, postmark, mailgun, sendgrid or generic. 404 for one that has no secret, 401 for a request
/// that does not prove itself, 400 for a body of another form, 413 for one too large, 503 for one that cannot be proved just now, else 200.
/// </summary>
public sealed class WebhookRoute(BounceStep step, BouncesOptions options, Sns sns, TimeProvider clock, ILogger<WebhookRoute> log)
{
    private const int MostOctets = 1024 * 1024;

    private volatile bool _snsAway;

    public async Task HandleAsync(HttpContext context)
    {
        // SendGrid sends events by the thousand; the pages' own forms are small, and so is the server's limit.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = MostOctets + 1;
        }

        var provider = (context.Request.RouteValues["provider"] as string)?.ToLowerInvariant() ?? "";
        context.Response.StatusCode = await TakeAsync(provider, context.Request, context.RequestAborted).ConfigureAwait(false);
        if (context.Response.StatusCode == StatusCodes.Status503ServiceUnavailable)
        {
            context.Response.Headers.RetryAfter = "60";
        }
    }

    private async Task<int> TakeAsync(string provider, HttpRequest request, CancellationToken ct)
    {
        if (!IsOpen(provider))
        {
            return StatusCodes.Status404NotFound;
        }

        var body = await BodyAsync(request, ct).ConfigureAwait(false);
        if (body is null)
        {
            return StatusCodes.Status413PayloadTooLarge;
        }

        return provider == "ses"
            ? await TakeSesAsync(Encoding.UTF8.GetString(body), ct).ConfigureAwait(false)
            : IsGenuine(provider, request, body)
                ? await ApplyAsync(provider, Read(provider, Encoding.UTF8.GetString(body)), ct).ConfigureAwait(false)
                : Refused(provider);
    }

    private async Task<int> TakeSesAsync(string body, CancellationToken ct)
    {
        if (JsonFields.Parse(body) is not { } message)
        {
            return StatusCodes.Status400BadRequest;
        }

        try
        {
            if (!await sns.IsGenuineAsync(message, ct).ConfigureAwait(false))
            {
                return Refused("ses");
            }

            if (message.Text("Type") == "SubscriptionConfirmation")
            {
                await sns.ConfirmAsync(message, ct).ConfigureAwait(false);
                return StatusCodes.Status200OK;
            }

            _snsAway = false;
        }
        catch (Exception e) when (e is HttpRequestException or IOException || e is OperationCanceledException && !ct.IsCancellationRequested)
        {
            // The message may be good: SNS sends it again after a 5xx, and drops it after a 4xx. Said once in an outage.
            log.Log(_snsAway ? LogLevel.Debug : LogLevel.Warning, "Amazon SNS cannot be reached from here, so its messages are not taken for now; it sends them again: {Reason}", e.Message);
            _snsAway = true;
            return StatusCodes.Status503ServiceUnavailable;
        }

        return await ApplyAsync("ses", Ses.ReadNotification(body) is { } bounce ? [bounce] : [], ct).ConfigureAwait(false);
    }

    private async Task<int> ApplyAsync(string provider, IReadOnlyList<Bounce>? bounces, CancellationToken ct)
    {
        if (bounces is null)
        {
            return StatusCodes.Status400BadRequest;
        }

        foreach (var bounce in bounces)
        {
            await step.ApplyAsync(bounce, "webhook:" + provider, authentic: true, ct).ConfigureAwait(false);
        }

        return StatusCodes.Status200OK;
    }

    private bool IsOpen(string provider) => provider == "ses" ? options.Webhooks.SesTopics.Count > 0 : Secret(provider) is { Length: > 0 };

    private string? Secret(string provider)
    {
        var hooks = options.Webhooks;
        return provider switch
        {
            "postmark" => hooks.PostmarkLogin ?? FromFile(hooks.PostmarkLoginFile),
            "mailgun" => hooks.MailgunKey ?? FromFile(hooks.MailgunKeyFile),
            "sendgrid" => hooks.SendGridKey,
            "generic" => hooks.GenericKey ?? FromFile(hooks.GenericKeyFile),
            _ => null,
        };
    }

    private bool IsGenuine(string provider, HttpRequest request, byte[] body)
    {
        var (secret, now, tolerance, headers) = (Secret(provider)!, clock.GetUtcNow(), options.Webhooks.Tolerance, request.Headers);
        return provider switch
        {
            "postmark" => Signatures.IsLogin(headers.Authorization, secret),
            "mailgun" => Mailgun.IsGenuine(Encoding.UTF8.GetString(body), secret, now, tolerance),
            "sendgrid" => SendGrid.IsGenuine(body, headers[SendGrid.SignatureHeader], headers[SendGrid.TimestampHeader], secret, now, tolerance),
            _ => Generic.IsGenuine(body, headers[Generic.SignatureHeader], headers[Generic.TimestampHeader], secret, now, tolerance),
        };
    }

    private static IReadOnlyList<Bounce>? Read(string provider, string body) => provider switch
    {
        "postmark" => Postmark.Read(body),
        "mailgun" => Mailgun.Read(body),
        "sendgrid" => SendGrid.Read(body),
        _ => Generic.Read(body),
    };

    private int Refused(string provider)
    {
        log.LogWarning("A webhook call to /hooks/{Provider} did not prove itself", provider);
        return StatusCodes.Status401Unauthorized;
    }

    private static async Task<byte[]?> BodyAsync(HttpRequest request, CancellationToken ct)
    {
        if (request.ContentLength > MostOctets)
        {
            return null;
        }

        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (var read = 1; read > 0 && body.Length <= MostOctets;)
        {
            read = await request.Body.ReadAsync(buffer, ct).ConfigureAwait(false);
            body.Write(buffer, 0, read);
        }

        return body.Length <= MostOctets ? body.ToArray() : null;
    }

    private static string? FromFile(string? path) => string.IsNullOrWhiteSpace(path) ? null : File.ReadAllText(path).Trim();
}
