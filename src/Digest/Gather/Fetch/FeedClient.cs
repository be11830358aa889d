using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Digest.Gather.Fetch;

/// <summary>
/// Reads one address within the limits: guarded, conditional, redirects in our own hands. Every failure of network or server
/// is a value; only cancellation by the caller throws.
/// </summary>
public sealed class FeedClient : IDisposable
{
    private readonly GatherOptions _options;
    private readonly AddressGuard _guard;
    private readonly UserAgent _agent;
    private readonly TimeProvider _clock;
    private readonly HttpMessageInvoker _http;

    public FeedClient(GatherOptions options, AddressGuard guard, UserAgent agent, TimeProvider clock)
    {
        _options = options;
        _guard = guard;
        _agent = agent;
        _clock = clock;
        _http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            // A proxy would resolve and connect in our place, past the guard.
            UseProxy = false,
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectCallback = guard.ConnectAsync,
            ConnectTimeout = options.ConnectTimeout,
            MaxConnectionsPerServer = options.PerHost,
            MaxResponseHeadersLength = options.MaxHeaderKib,
            // A body that is not wanted to its end is cut, not read to keep a connection.
            MaxResponseDrainSize = 0,
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(10),
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        });
    }

    public async Task<Fetched> GetAsync(FetchRequest request, CancellationToken ct)
    {
        using var total = new CancellationTokenSource(_options.TotalTimeout, _clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, total.Token);
        var way = new Way(request.Address);
        try
        {
            return await FollowAsync(request, way, both.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (!ct.IsCancellationRequested && Words(e, total.IsCancellationRequested) is { } words)
        {
            return way.Fail(words);
        }
    }

    /// <summary>Sends a form and waits for the answer's head; no redirect is followed and no body read.</summary>
    /// <returns>Why it failed, in words; null when the answer was 2xx.</returns>
    public async Task<string?> PostAsync(Uri address, Dictionary<string, string> form, CancellationToken ct)
    {
        using var total = new CancellationTokenSource(_options.TotalTimeout, _clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, total.Token);
        using var message = new HttpRequestMessage(HttpMethod.Post, address) { Content = new FormUrlEncodedContent(form) };
        Name(message.Headers);
        try
        {
            using var response = await _http.SendAsync(message, both.Token).ConfigureAwait(false);
            return response.IsSuccessStatusCode ? null : $"The answer is {(int)response.StatusCode}.";
        }
        catch (Exception e) when (!ct.IsCancellationRequested && Words(e, total.IsCancellationRequested) is { } words)
        {
            return words;
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<Fetched> FollowAsync(FetchRequest request, Way way, CancellationToken ct)
    {
        while (true)
        {
            if (_guard.Refuse(way.At) is { } why)
            {
                return way.Fail(way.Hops.Count == 0 ? $"The address is refused: {why}." : $"It redirects to {way.At}, which is refused: {why}.");
            }

            if (request.Allows is { } allows && !await allows(way.At, ct).ConfigureAwait(false))
            {
                return way.Fail($"{way.At} is not to be read by machines (robots.txt).");
            }

            using var response = await SendAsync(request, way, ct).ConfigureAwait(false);
            if (!IsRedirect(response.StatusCode))
            {
                return await AnswerAsync(response, way, ct).ConfigureAwait(false);
            }

            if (way.Turn(response, _options.MaxRedirects) is { } wrong)
            {
                return way.Fail(wrong);
            }
        }
    }

    private async Task<HttpResponseMessage> SendAsync(FetchRequest request, Way way, CancellationToken ct)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, way.At);
        var headers = message.Headers;
        Name(headers);
        headers.TryAddWithoutValidation("Accept", request.Accept);
        headers.TryAddWithoutValidation("Accept-Encoding", "gzip, br, deflate");
        if (request.ETag is { Length: > 0 } etag)
        {
            headers.TryAddWithoutValidation("If-None-Match", etag);
        }

        if (request.LastModified is { Length: > 0 } modified)
        {
            headers.TryAddWithoutValidation("If-Modified-Since", modified);
        }

        using var head = new CancellationTokenSource(_options.HeadersTimeout, _clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, head.Token);
        var start = _clock.GetTimestamp();
        try
        {
            var response = await _http.SendAsync(message, both.Token).ConfigureAwait(false);
            way.Add(response.StatusCode, _clock.GetElapsedTime(start));
            return response;
        }
        catch (OperationCanceledException e) when (head.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            throw new TimeoutException($"No answer within {Seconds(_options.HeadersTimeout)}.", e);
        }
    }

    private async Task<Fetched> AnswerAsync(HttpResponseMessage response, Way way, CancellationToken ct)
    {
        var head = way.Head(response, _clock.GetUtcNow());
        if (head.Outcome != FetchOutcome.Read)
        {
            return head;
        }

        if (response.Content.Headers.ContentLength > _options.MaxBodyBytes)
        {
            return way.Fail($"The body is larger than {_options.MaxBodyBytes / 1024:N0} KiB (Gather:MaxBodyBytes).");
        }

        await using var body = await response.Content.ReadAsStreamAsync(ct).ConfigureAwait(false);
        var (rented, length) = await BodyReader.ReadAsync(body, response.Content.Headers.ContentEncoding, _options.MaxBodyBytes, ct).ConfigureAwait(false);
        return Fetched.Read(head, rented, length);
    }

    private void Name(HttpRequestHeaders headers) => headers.TryAddWithoutValidation("User-Agent", _options.UserAgent.Length > 0 ? _options.UserAgent : _agent.Value);

    private static bool IsRedirect(HttpStatusCode status) => (int)status is 301 or 302 or 303 or 307 or 308;

    private string? Words(Exception e, bool late) => e switch
    {
        RefusedAddressException => $"The address is refused: {e.Message}.",
        BodyException => $"{char.ToUpperInvariant(e.Message[0])}{e.Message[1..]}.",
        InvalidDataException => "The body's compression is broken.",
        TimeoutException => e.Message,
        OperationCanceledException when late => $"Not read to its end within {Seconds(_options.TotalTimeout)}.",
        OperationCanceledException => $"No connection within {Seconds(_options.ConnectTimeout)}.",
        HttpRequestException { InnerException: RefusedAddressException or TimeoutException or OperationCanceledException } => Words(e.InnerException!, late),
        HttpRequestException http => NetworkWords(http),
        // The host hung up in the moment the connection stood: the framework does not wrap that one.
        SocketException => $"The connection failed: {e.Message}",
        IOException => "The connection broke off before the end of the body.",
        _ => null,
    };

    private static string NetworkWords(HttpRequestException e) => (e.HttpRequestError, Innermost(e)) switch
    {
        (_, SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain }) => "The host's name does not resolve.",
        (_, SocketException { SocketErrorCode: SocketError.ConnectionRefused }) => "The host refuses the connection.",
        (_, SocketException { SocketErrorCode: SocketError.HostUnreachable or SocketError.NetworkUnreachable }) => "The host cannot be reached from here.",
        (HttpRequestError.SecureConnectionError, var inner) => $"TLS failed: {(inner as AuthenticationException)?.Message ?? inner.Message}",
        (HttpRequestError.ConfigurationLimitExceeded, _) => "The answer's head is larger than allowed (Gather:MaxHeaderKib).",
        (HttpRequestError.ResponseEnded, _) => "The connection broke off before the end of the answer.",
        (HttpRequestError.InvalidResponse, _) => "The server does not answer in HTTP.",
        (_, var inner) => $"The connection failed: {inner.Message}",
    };

    private static Exception Innermost(Exception e) => e.InnerException is null ? e : Innermost(e.InnerException);

    private static string Seconds(TimeSpan time) => FormattableString.Invariant($"{time.TotalSeconds:0.#} s");
}
