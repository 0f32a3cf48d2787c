using System.Reflection;
using FhirTyped;
using Refit;

namespace Clinic;

/// <summary>An emitted client works with a copy of the caller's settings, in which nothing is lost.</summary>
public sealed class SettingsTests
{
    [Fact]
    public void EverythingThatCanBeSet_IsInTheCopy()
    {
        var settings = new RefitSettings
        {
            Buffered = true,
            RequestBodySerialization = RequestBodySerializationMode.Buffered,
            RequestCompressionLevel = System.IO.Compression.CompressionLevel.SmallestSize,
            RequestCompression = RequestCompression.GZip,
            RequestCompressionOptions = new(),
            HonorContentSerializerPropertyNamesInQuery = false,
            CollectionFormat = CollectionFormat.Pipes,
            AllowUnmatchedRouteParameters = true,
            UrlResolution = UrlResolutionMode.Rfc3986,
            ExceptionFactory = static _ => default,
            DeserializationExceptionFactory = static (_, _) => default,
            CaptureRequestContent = true,
            MaxExceptionContentLength = 7,
            ExceptionRedactor = static _ => { },
            TransportExceptionFactory = static (_, error, _) => error,
            AuthorizationHeaderValueGetter = static (_, _) => new("x"),
            HttpMessageHandlerFactory = static () => new HttpClientHandler(),
            CaptureMethodArguments = true,
            ValidateHeaders = true,
            HttpRequestMessageOptions = new() { ["x"] = 1 },
            Version = new(2, 0),
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            UrlParameterFormatter = new DefaultUrlParameterFormatter(),
            UrlParameterKeyFormatter = new CamelCaseUrlParameterKeyFormatter(),
            FormUrlEncodedParameterFormatter = new DefaultFormUrlEncodedParameterFormatter(),
        };
        settings.ReturnTypeAdapters.Add(typeof(string));
        settings.UrlParameterFormatterMap.Add(typeof(int), new DefaultUrlParameterFormatter());
        var plain = new RefitSettings();

        var copy = FhirSettings.Of(settings);

        Assert.IsType<FhirContentSerializer>(copy.ContentSerializer);
        foreach (var property in typeof(RefitSettings).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(static property => property.CanWrite && property.Name != "ContentSerializer"))
        {
            Assert.True(!Equals(property.GetValue(settings), property.GetValue(plain)), $"The test sets no {property.Name}.");
            Assert.True(Equals(property.GetValue(settings), property.GetValue(copy)), $"{property.Name} is lost.");
        }

        Assert.Equal(settings.ReturnTypeAdapters, copy.ReturnTypeAdapters);
        Assert.Equal(settings.UrlParameterFormatterMap, copy.UrlParameterFormatterMap);
    }

    [Fact]
    public async Task OtherTypes_KeepTheirSerializer()
    {
        var serializer = new FhirContentSerializer();
        Assert.Equal(3, (await serializer.FromHttpContentAsync<int[]>(new StringContent("[1,2,3]")))!.Length);
        Assert.Equal("[1]", await serializer.ToHttpContent(new[] { 1 }).ReadAsStringAsync());
    }

    [Fact]
    public void Address_ThatIsNotSecure_IsRefused()
    {
        var http = new HttpClient { BaseAddress = new("http://fhir.example.org/r4") };
        Assert.Throws<Microsoft.Extensions.Options.OptionsValidationException>(() => RestService.For<IEpicPatientApi>(http));
        Assert.Throws<InvalidOperationException>(() => RestService.For<IEpicPatientApi>(new HttpClient()));
    }
}
