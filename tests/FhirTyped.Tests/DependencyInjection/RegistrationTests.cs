using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FhirTyped.Tests;

public sealed class RegistrationTests
{
    [Fact]
    public async Task AddFhirPlatform_GivesTheClient_TypedAndByItsId()
    {
        var server = new FakeServer(static _ => FakeServer.Json("""{"resourceType":"Patient","id":"1"}"""));
        var services = new ServiceCollection();
        services.AddFhirPlatform<TestPlatform>(o => o.BaseUrl = new Uri("https://hospital.example.org/fhir"))
            .ConfigurePrimaryHttpMessageHandler(() => server);
        await using var provider = services.BuildServiceProvider();

        var patient = await provider.GetRequiredService<TestPlatform>().Patient.ReadAsync("1");
        Assert.Equal("1", patient.Id);
        Assert.Equal("https://hospital.example.org/fhir/Patient/1", server.Requests[0].Address.AbsoluteUri);
        Assert.Equal("test-platform", provider.GetRequiredKeyedService<IFhirPlatformClient>("test-platform").Platform.Id);
        Assert.Same(TestPlatform.Descriptor, provider.GetRequiredService<PlatformDescriptor>());
    }

    [Fact]
    public async Task Logs_HoldNeitherIdsNorValues()
    {
        var log = new ListLogger();
        var services = new ServiceCollection();
        services.AddLogging(builder => builder.SetMinimumLevel(LogLevel.Trace).AddProvider(log));
        services.AddFhirPlatform<TestPlatform>().ConfigurePrimaryHttpMessageHandler(
            () => new FakeServer(static request => FakeServer.Page(request.RequestUri!.AbsoluteUri, null, """{"resourceType":"Patient","id":"secret"}""")));
        await using var provider = services.BuildServiceProvider();
        var client = provider.GetRequiredService<TestPlatform>();

        await client.Patient.Search(q => q.Family.StartsWith("secret")).CountAsync();
        await Assert.ThrowsAsync<FhirCapabilityException>(() => client.Observation.Search(q => q.Patient.Is("secret")).CountAsync());
        Assert.Contains(log.Lines, static line => line.Contains("GET Patient search answered 200"));
        Assert.Contains(log.Lines, static line => line.Contains("FHT1101"));
        Assert.DoesNotContain(log.Lines, static line => line.Contains("secret"));
    }

    private sealed class ListLogger : ILoggerProvider, ILogger
    {
        public List<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public void Dispose()
        {
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add(formatter(state, exception));
    }
}
