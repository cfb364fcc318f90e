"""Cleans a crawl of JSON lines on Apache Spark.

    spark-submit spark_clean.py INPUT OUTPUT PARTITIONS [OPTION...]

INPUT and OUTPUT are paths or URIs that Spark knows; the OPTIONs go to `jiaokan clean`. The environment variable JIAOKAN
names the executable on the workers (default: jiaokan on their PATH).

One process cleans one partition, line by line in order, so the joined output is the same as that of one machine.
"""

import os
import shlex
import sys

from pyspark.sql import SparkSession


def clean(lines, jiaokan="jiaokan", options=()):
    """The records of an RDD of JSON lines, cleaned: one line out for each that is not empty."""
    command = shlex.join([jiaokan, "clean", "--jsonl", "-j", "1", *options])
    # Status 1 says that some lines are error records, which is no reason to fail; 2 is, and without checkCode a
    # partition that failed would be lost without a word.
    return lines.pipe(shlex.join(["sh", "-c", f"{command} || [ $? -eq 1 ]"]), checkCode=True)


def main():
    source, target, partitions, *options = sys.argv[1:]
    spark = SparkSession.builder.appName("jiaokan clean").getOrCreate()
    lines = spark.sparkContext.textFile(source, minPartitions=int(partitions))
    clean(lines, os.environ.get("JIAOKAN", "jiaokan"), options).saveAsTextFile(target)
    spark.stop()


if __name__ == "__main__":
    main()
