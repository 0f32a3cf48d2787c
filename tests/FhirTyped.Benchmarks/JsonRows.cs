using System.Buffers;
using System.Text.Json;
using FhirTyped.R4;

namespace FhirTyped.Benchmarks;

/// <summary>Reading and writing JSON.</summary>
internal static class JsonRows
{
    public static Task<double> ReadBundleAsync() => Task.FromResult(Interleaved.Ratio(
        static () => FhirJson.Read<Bundle>(Payloads.Bundle),
        static () => JsonDocument.Parse(Payloads.Bundle).Dispose(),
        4));

    public static Task<double> ReadBundleAllocationsAsync() => Task.FromResult(
        Interleaved.AllocatedBytes(static () => FhirJson.Read<Bundle>(Payloads.Bundle)) / Payloads.Bundle.Length);

    public static Task<double> ReadPatientAsync() => Task.FromResult(Interleaved.Ratio(
        static () => FhirJson.Read<Patient>(Payloads.Patient),
        static () => JsonDocument.Parse(Payloads.Patient).Dispose(),
        2000));

    public static Task<double> DeserializePatientAsync() => Task.FromResult(Interleaved.Ratio(
        static () => JsonSerializer.Deserialize<Patient>(Payloads.Patient),
        static () => FhirJson.Read<Patient>(Payloads.Patient),
        2000));

    public static Task<double> DeserializeBundleAsync() => Task.FromResult(Interleaved.Ratio(
        static () => JsonSerializer.Deserialize<Bundle>(Payloads.Bundle),
        static () => FhirJson.Read<Bundle>(Payloads.Bundle),
        4));

    public static Task<double> SerializePatientAsync() => Task.FromResult(SerializeRatio(FhirJson.Read<Patient>(Payloads.Patient), 2000));

    public static Task<double> SerializeBundleAsync() => Task.FromResult(SerializeRatio(FhirJson.Read<Bundle>(Payloads.Bundle), 4));

    private static double SerializeRatio<T>(T resource, int calls)
        where T : Resource => Interleaved.Ratio(
            () => JsonSerializer.SerializeToUtf8Bytes(resource),
            () => FhirJson.ToUtf8Bytes(resource),
            calls);

    public static Task<double> WriteBundleAsync()
    {
        var bundle = FhirJson.Read<Bundle>(Payloads.Bundle);
        using var document = JsonDocument.Parse(Payloads.Bundle);
        var buffer = new ArrayBufferWriter<byte>(Payloads.Bundle.Length * 2);
        using var writer = new Utf8JsonWriter(buffer);
        return Task.FromResult(Interleaved.Ratio(
            () =>
            {
                buffer.ResetWrittenCount();
                writer.Reset();
                FhirJson.Write(writer, bundle);
                writer.Flush();
            },
            () =>
            {
                buffer.ResetWrittenCount();
                writer.Reset();
                document.RootElement.WriteTo(writer);
                writer.Flush();
            },
            4));
    }
}
