using System.Text;
using FhirTyped.Gateway;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol.AspNetCore;
using ModelContextProtocol.Protocol;

namespace FhirTyped.Benchmarks;

/// <summary>What a call of a tool costs, with policy, audit and SQLite, against a tool of the same SDK that gives back what it was given: CPU of the process that serves it.</summary>
internal static class McpRows
{
    private const int Rounds = 5;
    private const int InFlight = 8;
    private const int Calls = 1_600;

    private const string Search = """{"platform":"hapi","type":"Observation","criteria":{"patient":"example"},"limit":20}""";
    private const string Describe = """{"platform":"hapi","type":"Observation"}""";

    public static Task<double> SearchAsync() => MeasureAsync("search", Search);

    public static Task<double> DescribeAsync() => MeasureAsync("describe", Describe);

    /// <summary>Registers what a process serves.</summary>
    public static void Add(IServiceCollection services, string way, string? upstream, string database)
    {
        if (way == "echo")
        {
            services.AddMcpServer()
                .WithHttpTransport(static transport => transport.SessionMode = HttpServerSessionMode.Stateless)
                .WithListToolsHandler(static (_, _) => ValueTask.FromResult(new ListToolsResult()))
                .WithCallToolHandler(static (context, _) => ValueTask.FromResult(new CallToolResult { Content = [new TextContentBlock { Text = context.Params!.Arguments!["platform"].GetString()! }] }));
            return;
        }

        services.AddFhirGatewaySqliteStore(database);
        services.AddFhirGateway(options =>
        {
            options.Platforms["hapi"] = new GatewayPlatformOptions { BaseUrl = new Uri(upstream!), IsOpen = true, AllowAnonymous = true };
            options.Limits.RequestsPerMinute = int.MaxValue;
        });
        services.AddFhirGatewayMcp(static options => options.AllowWithoutToken = true);
    }

    /// <summary>Maps it.</summary>
    public static void Map(WebApplication app, string way)
    {
        if (way == "echo")
        {
            app.MapMcp("/api/fhir/hapi/mcp");
            return;
        }

        app.UseFhirGateway();
        app.MapFhirGateway();
        app.MapFhirGatewayMcp();
    }

    private static async Task<double> MeasureAsync(string tool, string arguments)
    {
        using var server = GatewayProcess.Start("upstream");
        using var agents = GatewayProcess.Start("agents", server.Address);
        using var echo = GatewayProcess.Start("echo", server.Address);
        using var http = GatewayRows.NewClient();
        var ours = new Uri(new Uri(agents.Address), "/mcp");
        var theirs = new Uri(new Uri(echo.Address), "/api/fhir/hapi/mcp");
        for (var i = 0; i < Rounds; i++)
        {
            // Until all of it is compiled for good.
            await LoadAsync(http, ours, tool, arguments);
            await LoadAsync(http, theirs, tool, arguments);
        }

        var ratios = new double[Rounds];
        for (var i = 0; i < Rounds; i++)
        {
            var before = (agents.Cpu, echo.Cpu);
            await LoadAsync(http, ours, tool, arguments);
            await LoadAsync(http, theirs, tool, arguments);
            ratios[i] = (agents.Cpu - before.Item1) / (echo.Cpu - before.Item2);
        }

        Array.Sort(ratios);
        return ratios[Rounds / 2];
    }

    private static Task LoadAsync(HttpClient http, Uri address, string tool, string arguments) => Task.WhenAll(Enumerable.Range(0, InFlight).Select(async _ =>
    {
        var message = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool + "\",\"arguments\":" + arguments + "}}";
        for (var i = 0; i < Calls / InFlight; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent(message, Encoding.UTF8, "application/json") };
            request.Headers.TryAddWithoutValidation("Accept", "application/json, text/event-stream");
            request.Headers.TryAddWithoutValidation("MCP-Protocol-Version", "2025-11-25");
            using var response = await http.SendAsync(request);
            var text = await response.Content.ReadAsStringAsync();
            if (!response.IsSuccessStatusCode || text.Contains("\"isError\":true", StringComparison.Ordinal) || text.Contains("\"error\":", StringComparison.Ordinal))
            {
                throw new InvalidOperationException(address + ": " + text);
            }
        }
    }));
}
