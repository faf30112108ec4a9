"""A server of S3's interface (moto) on 127.0.0.1 that checks signatures. Prints its one user's credentials as JSON, and ends with its standard input."""
import json
import os
import sys

# The three calls below that make the user; every one after them must be signed.
os.environ["INITIAL_NO_AUTH_ACTION_COUNT"] = "3"

import boto3
from moto.server import ThreadedMotoServer

port = int(sys.argv[1])
ThreadedMotoServer(ip_address="127.0.0.1", port=port, verbose=False).start()
iam = boto3.client("iam", endpoint_url=f"http://127.0.0.1:{port}", region_name="us-east-1", aws_access_key_id="nobody", aws_secret_access_key="nobody")
iam.create_user(UserName="watchfloor")
key = iam.create_access_key(UserName="watchfloor")["AccessKey"]
policy = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}
iam.put_user_policy(UserName="watchfloor", PolicyName="buckets", PolicyDocument=json.dumps(policy))
print(json.dumps({"accessKeyId": key["AccessKeyId"], "secretAccessKey": key["SecretAccessKey"]}), flush=True)
sys.stdin.read()
os._exit(0)
