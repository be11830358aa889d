using System.Net;

using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Digest.Web;

/// <summary>What Web brings to the service collection, and the order in which a request passes; each called once, by Program.</summary>
public static class WebServices
{
    // The largest form, with every topic and language ticked, is a few kilobytes.
    private const int LongestBody = 64 * 1024;

    public static IServiceCollection AddWeb(this IServiceCollection services) => services
        .AddSingleton<Pages>().AddSingleton<Newspaper>().AddSingleton<FormToken>().AddSingleton<SignUpRate>()
        .AddSingleton<Faults>().AddSingleton<SecurityHeaders>().AddSingleton<SameOrigin>()
        .AddSingleton<SubscribePage>().AddSingleton<ConfirmPage>().AddSingleton<PreferencesPage>().AddSingleton<UnsubscribePage>().AddSingleton<FeedbackPage>()
        .Configure<KestrelServerOptions>(Limit)
        .Configure<FormOptions>(Limit);

    /// <summary>Middleware, outermost first, and the routes.</summary>
    /// <param name="app">The program, not started.</param>
    /// <param name="pages">False for a worker, which answers /healthz and nothing else.</param>
    public static WebApplication UseWeb(this WebApplication app, bool pages = true)
    {
        var options = app.Services.GetRequiredService<WebOptions>();
        var home = app.Services.GetRequiredService<Pages>().Home;
        app.Urls.Add(options.Listen);
        if (options.TrustedProxies.Count > 0)
        {
            app.UseForwardedHeaders(Proxies(options));
        }

        if (home.Length > 0)
        {
            app.UsePathBase(home);
        }

        app.UseRouting();
        app.Use(app.Services.GetRequiredService<SecurityHeaders>().InvokeAsync);
        app.Use(app.Services.GetRequiredService<Faults>().InvokeAsync);
        app.Use(app.Services.GetRequiredService<SameOrigin>().InvokeAsync);
        if (pages)
        {
            Routes.Map(app);
        }

        Routes.MapHealth(app);
        return app;
    }

    private static void Limit(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = LongestBody;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(30);
        kestrel.Limits.MaxConcurrentConnections = 5_000;
    }

    private static void Limit(FormOptions form)
    {
        form.ValueCountLimit = 200;
        form.KeyLengthLimit = 100;
        form.ValueLengthLimit = 8 * 1024;
        form.MultipartBodyLengthLimit = LongestBody;
        form.BufferBodyLengthLimit = LongestBody;
    }

    private static ForwardedHeadersOptions Proxies(WebOptions options)
    {
        var forwarded = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto };
        forwarded.KnownIPNetworks.Clear();
        forwarded.KnownProxies.Clear();
        foreach (var proxy in options.TrustedProxies)
        {
            if (IPAddress.TryParse(proxy, out var address))
            {
                forwarded.KnownProxies.Add(address);
            }
            else
            {
                forwarded.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(proxy));
            }
        }

        return forwarded;
    }
}
