namespace FhirTyped.R4.FhirPath.Tests;

/// <summary>
/// What one evaluation allocates once it is warm: an element for each primitive that is looked at, since the model keeps primitives as plain
/// values, and nothing else.
/// </summary>
public sealed class AllocationTests(ITestOutputHelper output)
{
    private const long BytesOfPrimitive = 48;

    [Theory]
    [InlineData("true", 0)]
    [InlineData("name.exists()", 0)]
    [InlineData("name.count() > 2", 0)]
    [InlineData("name.where($index = 1).exists()", 0)]
    [InlineData("generalPractitioner.reference.exists()", 2)]
    [InlineData("name.where(use = 'official').exists()", 3)]
    [InlineData("name.given contains 'Jim'", 5)]
    [InlineData("active and deceased = false", 1)]
    public void IsTrue_AllocatesOnlyThePrimitives(string expression, int primitives)
    {
        var parsed = FhirPathExpression.For(expression);
        Assert.True(parsed.IsTrue(Evaluated.Patient));
        const int Calls = 200;
        for (var i = 0; i < Calls; i++)
        {
            parsed.IsTrue(Evaluated.Patient);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Calls; i++)
        {
            parsed.IsTrue(Evaluated.Patient);
        }

        var bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / Calls;
        output.WriteLine($"{expression}: {bytes} bytes");
        Assert.Equal(primitives * BytesOfPrimitive, bytes);
    }
}
