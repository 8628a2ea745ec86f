using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using SendApi.Connectors.Smpp;
using SendApi.Core.Sending;
using SendApi.Dashboard;
using SendApi.Server.Accounts;
using SendApi.Server.Batches;
using SendApi.Server.Billing;
using SendApi.Server.Callbacks;
using SendApi.Server.Delivery;
using SendApi.Server.Docs;
using SendApi.Server.Events;
using SendApi.Server.Http;
using SendApi.Server.Inbound;
using SendApi.Server.Inboxes;
using SendApi.Server.Keys;
using SendApi.Server.Ledger;
using SendApi.Server.Nodes;
using SendApi.Server.Outbound;
using SendApi.Server.People;
using SendApi.Server.Phone;
using SendApi.Server.Providers;
using SendApi.Server.Senders;
using SendApi.Server.Settling;
using SendApi.Server.Sms;
using SendApi.Server.Statistics;
using SendApi.Server.Storage;
using SendApi.Server.Suppressions;
using SendApi.Server.Verify;
using SendApi.Server.Webhooks;
using SendApi.Server.WhatsApp;
using SendApi.Server.Workers;

namespace SendApi.Server.Wiring;

/// <summary>Puts a server together: what there is, in which order it starts and stops, and which way a request takes.</summary>
public static class ServerHost
{
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(45);

    /// <summary>Opens and migrates the store and builds the server, ready to be started.</summary>
    public static WebApplication Build(ServeOptions options)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        AddSettings(builder, options);
        var hasStarted = new StrongBox<bool>();
        AddLogs(builder, options, hasStarted);
        builder.WebHost.UseUrls([.. options.Urls]);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = LongestStop);
        builder.Services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);

        AddCore(builder.Services, options);
        AddNode(builder.Services, options);
        AddBatches(builder.Services);
        AddRecorder(builder.Services);
        Gateways.Add(builder.Services);
        if (options.Worker)
            AddWorker(builder.Services, options);
        if (options.Api)
        {
            AddApi(builder.Services);
            DashboardLink.Add(builder.Services);
        }

        builder.Services.AddHostedService(s => s.GetRequiredService<Draining>());
        options.Configure?.Invoke(builder);

        var app = builder.Build();
        app.Lifetime.ApplicationStarted.Register(() => hasStarted.Value = true);
        Map(app, options);
        return app;
    }

    /// <summary>Where settings come from: a file in the data folder, and the environment, which wins.</summary>
    internal static IConfigurationBuilder AddSettings(IConfigurationBuilder settings, StoreLocation location) => settings
        .AddJsonFile(Path.GetFullPath(Path.Combine(location.Folder, "sendapi.json")), optional: true)
        .AddEnvironmentVariables("SENDAPI_");

    private static void AddSettings(WebApplicationBuilder builder, ServeOptions options)
    {
        AddSettings(builder.Configuration, options.Location);
        builder.Services.AddOptions<DeliveryOptions>().BindConfiguration("Delivery").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddOptions<RetentionOptions>().BindConfiguration("Retention").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddOptions<WebhookOptions>().BindConfiguration("Webhooks").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddOptions<InboundOptions>().BindConfiguration("Inbound").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddOptions<PacingOptions>().BindConfiguration("Pacing").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddOptions<UncertainOptions>().BindConfiguration("Uncertain").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddOptions<CreditOptions>().BindConfiguration("Credit").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddOptions<SenderOptions>().BindConfiguration("Senders").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddOptions<BulkOptions>().BindConfiguration("Bulk").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddOptions<VerifyOptions>().BindConfiguration("Verify").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddOptions<GuardOptions>().BindConfiguration("Verify:Guard").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddOptions<NodeOptions>().BindConfiguration("Node").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddOptions<WhatsAppOptions>().BindConfiguration("WhatsApp");
        builder.Services.AddOptions<CallbackOptions>().BindConfiguration("Callbacks");
        builder.Services.AddOptions<RateLimitOptions>().BindConfiguration("RateLimits");
        builder.Services.AddOptions<RoutingOptions>().BindConfiguration("Routing");
        builder.Services.AddOptions<OutboundOptions>().BindConfiguration("Outbound");
        for (var i = 0; i < options.AllowedNetworks.Count; i++)
            builder.Configuration[$"Outbound:AllowedNetworks:serve-{i}"] = options.AllowedNetworks[i];
        Readable(builder.Configuration);
        if (options.LiveToSimulator)
            builder.Configuration["Routing:LiveToSimulator"] = "true";
    }

    /// <summary>A value of the wrong form is refused here, by its name; otherwise it would be found by the first worker that needs it.</summary>
    private static void Readable(IConfiguration settings)
    {
        try
        {
            settings.GetSection("Delivery").Get<DeliveryOptions>();
            settings.GetSection("Retention").Get<RetentionOptions>();
            settings.GetSection("Webhooks").Get<WebhookOptions>();
            settings.GetSection("Inbound").Get<InboundOptions>();
            settings.GetSection("Pacing").Get<PacingOptions>();
            settings.GetSection("Uncertain").Get<UncertainOptions>();
            settings.GetSection("Credit").Get<CreditOptions>();
            settings.GetSection("Bulk").Get<BulkOptions>();
            settings.GetSection("Senders").Get<SenderOptions>();
            settings.GetSection("Verify").Get<VerifyOptions>();
            settings.GetSection("Verify:Guard").Get<GuardOptions>();
            settings.GetSection("Routing").Get<RoutingOptions>();
            settings.GetSection("Node").Get<NodeOptions>();
            settings.GetSection("RateLimits").Get<RateLimitOptions>()?.Client();
            settings.GetSection("Callbacks").Get<CallbackOptions>()?.Check();
            settings.GetSection("WhatsApp").Get<WhatsAppOptions>()?.Check();
            VerifyOptions.Check(settings.GetSection("Verify"));
            OutboundOptions.Check(settings.GetSection("Outbound"));
        }
        catch (InvalidOperationException fault) when (fault.InnerException is not null)
        {
            throw new InvalidSetting("settings", $"The settings are wrong: {fault.Message}");
        }
    }

    private static void AddLogs(WebApplicationBuilder builder, ServeOptions options, StrongBox<bool> hasStarted)
    {
        builder.Logging.ClearProviders();
        builder.Logging.SetMinimumLevel(LogLevel.Information).AddFilter("Microsoft", LogLevel.Warning)
            // In a build folder, where tests run the server, the dashboard's assets are not beside it; the published program has them.
            .AddFilter("Microsoft.AspNetCore.StaticFiles", LogLevel.Error)
            // A start that fails is told by whoever asked for it; the host's own words, a trace for each worker, would bury that.
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", level => level >= LogLevel.Warning && hasStarted.Value);
        if (options.JsonLog)
            builder.Logging.AddJsonConsole(json => (json.TimestampFormat, json.UseUtcTimestamp) = ("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", true));
        else
            builder.Logging.AddSimpleConsole(text => (text.SingleLine, text.TimestampFormat, text.UseUtcTimestamp) = (true, "HH:mm:ss ", true));
        // The log goes to standard error: standard output is for what a person asked for.
        builder.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
    }

    private static void AddCore(IServiceCollection services, ServeOptions options) => services
        .AddSingleton(options.Clock).AddSingleton<Draining>()
        .AddSingleton<Func<double>>(Chance.Next)
        .AddSingleton(_ => options.Location.Open())
        .AddSingleton(_ => Secrets.Open(options.Location.Folder))
        .AddSingleton<IMediaFiles>(s => MediaPlace.Of(s.GetRequiredService<IOptions<WhatsAppOptions>>().Value, options.Location))
        .AddSingleton<EventArrivals>().AddSingleton<Publisher>().AddSingleton<Replays>()
        .AddSingleton(s => s.GetRequiredService<IOptions<OutboundOptions>>().Value.Forbidden())
        .AddSingleton<NameLookup>().AddSingleton<JudgedConnections>().AddSingleton<OutboundCalls>().AddSingleton<OutboundUrl>()
        .AddSingleton<WorkGate>().AddSingleton<NodeShare>().AddSingleton<Calls>().AddSingleton<Arrivals>().AddSingleton<Carriers>().AddSingleton<Links>().AddSingleton<UnderWay>().AddSingleton<Handover>()
        .AddSingleton(s => new Lanes(s.GetRequiredService<IOptions<WebhookOptions>>().Value))
        .AddSingleton<RoutingTools>().AddSingleton<Routing>().AddSingleton<Prices>().AddSingleton<AccountNews>()
        .AddSingleton<Resending>().AddSingleton<Settlement>().AddSingleton<SenderPaces>().AddSingleton<JoinedIntake>().AddSingleton<KeywordAnswers>().AddSingleton<InboundWriting>()
        .AddSingleton<CodeDesk>().AddSingleton<PhoneMemory>();

    // The first to start: it sets the clock that all others go by.
    private static void AddNode(IServiceCollection services, ServeOptions options) => services
        .AddSingleton(s => ThisNode.Begin(s.GetRequiredService<IOptions<NodeOptions>>().Value.Name, options.Roles, options.Clock.GetUtcNow()))
        .AddSingleton<NodeCarriers>().AddSingleton<NodeWork>().AddSingleton<HeartbeatTools>().AddSingleton<NodeCallTools>()
        .AddHostedService<Heartbeat>().AddHostedService<NodeCalls>();

    // On every node, whatever its role: a batch goes on when the node that took it died.
    private static void AddBatches(IServiceCollection services) => services
        .AddSingleton<SenderDesk>().AddSingleton<BatchIntake>().AddSingleton<TextDesk>().AddSingleton<BatchRun>().AddHostedService<BulkWorker>();

    // On every node: receipts and inbound texts come to workers by their links and to the others by providers' calls. Before the links, so that it ends after them.
    private static void AddRecorder(IServiceCollection services) => services
        .AddSingleton<RecorderTools>().AddSingleton<Recorder>().AddHostedService(s => s.GetRequiredService<Recorder>())
        .AddSingleton<InboundRecorder>().AddHostedService(s => s.GetRequiredService<InboundRecorder>())
        .AddSingleton(s => Connectors.Sinks(s.GetRequiredService<Recorder>(), s.GetRequiredService<InboundRecorder>()));

    // Stopped from the last line to the first: the dispatcher ends before the links, and they before what writes their answers.
    private static void AddWorker(IServiceCollection services, ServeOptions options) => services
        .AddSingleton(s => new SmppSurroundings(options.Clock, s.GetRequiredService<Func<double>>(), s.GetRequiredService<ILogger<SmppSender>>()))
        .AddSingleton(options.Simulator)
        .AddSingleton<DispatcherTools>().AddSingleton<AttemptTools>().AddSingleton<RecipientOrder>().AddSingleton<Attempts>()
        .AddSingleton(Providers)
        .AddSingleton<SimulatorLink>().AddHostedService(s => s.GetRequiredService<SimulatorLink>())
        .AddHostedService<ProviderLinks>()
        .AddSingleton<Endpoints>().AddSingleton<Courier>().AddSingleton<WebhookTools>()
        .AddSingleton<DeliveryResults>().AddSingleton<DeliveryRecorder>().AddHostedService(s => s.GetRequiredService<DeliveryRecorder>())
        .AddHostedService<WebhookSweeper>()
        .AddHostedService<WebhookDispatcher>()
        .AddHostedService<Sweeper>().AddHostedService<VerificationSweeper>()
        .AddSingleton<StepTools>().AddSingleton<NextSteps>().AddHostedService<CodeFollower>()
        .AddHostedService<Forgetting>().AddHostedService<Resends>().AddHostedService<Redacting>()
        .AddHostedService<Rerouting>()
        .AddSingleton<SessionKeeperTools>().AddHostedService<SessionKeeper>().AddHostedService<TemplateKeeper>().AddHostedService<WhatsAppSweeper>().AddHostedService<UnfinishedStarts>()
        .AddHostedService<PeopleSweeper>()
        .AddSingleton<Fallbacks>().AddHostedService<FallbackWorker>()
        .AddSingleton<MediaCollectorTools>().AddHostedService<MediaCollector>()
        .AddSingleton<InboundSweeperTools>().AddHostedService<InboundSweeper>()
        .AddHostedService<Dispatcher>();

    private static ProviderLinkTools Providers(IServiceProvider s)
    {
        var (clock, log) = (s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<SmppSender>>());
        var connectors = Connectors.All(s.GetRequiredService<CarrierSinks>(), clock, s.GetRequiredService<Func<double>>(), log, s.GetRequiredService<IOptions<CallbackOptions>>().Value.Url);
        var simulator = s.GetRequiredService<IOptions<RoutingOptions>>().Value.LiveToSimulator ? s.GetRequiredService<SimulatorLink>() : null;
        return new(connectors, s.GetRequiredService<Secrets>(), simulator is null ? null : simulator.Open, s.GetRequiredService<WorkGate>(), s.GetRequiredService<UnderWay>(), clock, s.GetRequiredService<ILogger<ProviderLinks>>());
    }

    private static IRequestWindows Windows(IServiceProvider s)
    {
        var alone = s.GetRequiredService<LocalWindows>();
        return s.GetRequiredService<IOptions<RateLimitOptions>>().Value.Client() is { } client
            ? new RedisWindows(StackExchange.Redis.ConnectionMultiplexer.Connect(client), alone, s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<RedisWindows>>())
            : alone;
    }

    private static void AddApi(IServiceCollection services) => services
        .AddSingleton<KeyCache>().AddSingleton<LocalWindows>().AddSingleton(Windows).AddSingleton<RateLimits>().AddSingleton<Idempotency>().AddSingleton<SendTools>().AddSingleton<BulkSendTools>().AddSingleton<WebhookChanges>().AddSingleton<StreamTools>().AddSingleton<GuardPolicies>().AddSingleton<CodeGate>().AddSingleton<CodeWindows>().AddSingleton<CodeTools>().AddSingleton<CheckTools>().AddSingleton<SessionDesk>().AddSingleton<CloudDesk>().AddSingleton<SessionTools>().AddSingleton<TemplateTools>().AddSingleton<MediaIntake>().AddSingleton<WhatsAppTools>().AddSingleton<InboundTools>().AddSingleton<SettlingTools>().AddSingleton<StatisticsBounds>().AddSingleton<StatisticsDesk>().AddSingleton<QueueDesk>().AddSingleton<Inbox>()
        .AddSingleton(s => new CallbackProviders(s.GetRequiredService<Db>(), s.GetRequiredService<Secrets>(), s.GetRequiredService<TimeProvider>(), Connectors.CallbackReaders)).AddSingleton<CallbackTools>()
        .AddSingleton(s => Connectors.Desk(s.GetRequiredService<Secrets>(), s.GetRequiredService<TimeProvider>())).AddSingleton<ProviderTools>()
        .AddSingleton<Forecast>().AddHostedService(s => s.GetRequiredService<Forecast>())
        .Configure<Microsoft.AspNetCore.Identity.PasswordHasherOptions>(hashing => hashing.IterationCount = Passwords.Iterations).AddSingleton<Passwords>().AddSingleton<Guesses>().AddSingleton<TotpCodes>().AddSingleton<SignInDesk>()
        .AddSingleton<KeyUses>().AddHostedService<LastUses>()
        .AddSingleton<PhoneWarmUp>().AddHostedService(s => s.GetRequiredService<PhoneWarmUp>())
        .AddSingleton<IntakeTools>().AddSingleton<Intake>().AddHostedService(s => s.GetRequiredService<Intake>());

    private static void Map(WebApplication app, ServeOptions options)
    {
        if (options.Api)
            app.UseDashboard();
        app.UseMiddleware<Edge>();
        app.UseRouting();
        app.MapHealth();
        if (!options.Api)
            return;

        app.UseMiddleware<KeyGate>();
        app.MapDocs();
        ReceiveCallback.Map(app);
        ReceiveGatewayCall.Map(app);
        ReceiveMetaCall.Map(app);
        var v1 = app.MapGroup("/v1");
        SendSms.Map(v1);
        SendBulk.Map(v1);
        GetSms.Map(v1);
        ListSms.Map(v1);
        RescheduleSms.Map(v1);
        CancelSms.Map(v1);
        BatchRoutes.Map(v1);
        InboundRoutes.Map(v1);
        SenderRoutes.Map(v1);
        SettlingRoutes.Map(v1);
        ProviderRoutes.Map(v1);
        NodeRoutes.Map(v1);
        AccountRoutes.Map(v1);
        PeopleRoutes.Map(v1);
        ExplainSms.Map(v1);
        VerifyRoutes.Map(v1);
        WhatsAppRoutes.Map(v1);
        PhoneRoutes.Map(v1);
        SmsPricing.Map(v1);
        GetUsage.Map(v1);
        ListLedger.Map(v1);
        KeyRoutes.Map(v1);
        SuppressionRoutes.Map(v1);
        WebhookRoutes.Map(v1);
        StatisticsRoutes.Map(v1);
        InboxRoutes.Map(v1);
    }
}

/// <summary>The one place that names the ambient source of chance.</summary>
internal static class Chance
{
#pragma warning disable RS0030 // The composition root hands chance out; everybody else takes it as a parameter.
    public static double Next() => Random.Shared.NextDouble();
#pragma warning restore RS0030
}
